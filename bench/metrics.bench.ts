import { createMetrics } from "#/telemetry/metrics.ts";
import { observeRequest } from "#/telemetry/observe-request.ts";
import { metricsFormats, writeMetrics } from "#/telemetry/write-metrics.ts";
import { spread } from "./spread.ts";

const rounds = 15;
const observations = 50_000;
const scrapes = 20;

/** As many series as a busy process has: every route with the statuses that it gives. */
const routes = Array.from({ length: 30 }, (_, index) => `/api/novel/:id/part-${index}`);
const statuses = [200, 202, 304, 400, 404, 409, 412, 429, 500];

/** What counting a request costs it, and what a scrape costs the process. */
export async function bench(): Promise<[string, string][]> {
  const metrics = createMetrics();
  const ids = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
  const observe = (sampled: boolean) => {
    for (let count = 0; count < observations; count += 1)
      observeRequest(metrics, {
        method: "GET",
        route: routes[count % routes.length] ?? "",
        status: statuses[count % statuses.length] ?? 200,
        seconds: (count % 1_000) / 1_000,
        trace: { ...ids, sampled },
      });
  };
  const measured = { plain: [] as number[], sampled: [] as number[] };
  for (let round = 0; round < rounds; round += 1)
    for (const kind of ["plain", "sampled"] as const) {
      const start = performance.now();
      observe(kind === "sampled");
      measured[kind].push(((performance.now() - start) * 1_000) / observations);
    }
  const figures: [string, string][] = [
    ["an observation of a request that is not sampled", spread(measured.plain, "µs")],
    ["an observation with an exemplar", spread(measured.sampled, "µs")],
  ];
  for (const [name, format] of Object.entries(metricsFormats)) {
    const taken: number[] = [];
    let text = "";
    for (let scrape = 0; scrape < scrapes; scrape += 1) {
      const start = performance.now();
      text = await writeMetrics(metrics, format);
      taken.push((performance.now() - start) * 1_000);
    }
    const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length;
    figures.push([`a scrape of ${series} series, ${name}`, spread(taken, "µs")]);
  }
  return figures;
}
