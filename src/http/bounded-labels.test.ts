import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { METHODS, request } from "node:http";
import { expect, test } from "vitest";
import { observeRequest } from "#/telemetry/observe-request.ts";
import { metricsFormats, writeMetrics } from "#/telemetry/write-metrics.ts";
import { serveApp } from "./served-app.fixture.ts";

/** Sends a request as no browser would; the answer's status. */
function ask(url: string, method: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    sent.on("error", reject).end();
  });
}

const word = () => randomBytes(randomInt(1, 12)).toString("hex");

/** A request that hardly anybody has made before. */
function randomRequest(method: string): [method: string, path: string] {
  const shapes = [
    () => `/${word()}/${word()}?${word()}=${word()}`,
    () => `/api/novel/${randomUUID()}`,
    () => `/api/novel/${word()}/events?after=${randomInt(1_000)}`,
    () => `/api/novel/${randomUUID()}/chapters/${randomInt(1_000)}`,
    () => `/internal/${word()}`,
  ];
  return [method, shapes[randomInt(shapes.length)]?.() ?? "/"];
}

// CONNECT asks for a tunnel, which is no request.
const methods = METHODS.filter((method) => method !== "CONNECT");

test("a thousand random paths, ids and methods add no series", async () => {
  const { url, deps } = await serveApp();
  const series = async () => {
    const text = await writeMetrics(deps.metrics, metricsFormats.text);
    return text
      .split("\n")
      .filter((line) => line.startsWith("colophon_"))
      .map((line) => line.slice(0, line.lastIndexOf(" ")));
  };
  for (let round = 0; round < 12; round += 1)
    for (const method of methods) await ask(url, ...randomRequest(method));
  const before = await series();
  for (let count = 0; count < 1_000; count += 1)
    await ask(url, ...randomRequest(methods[count % methods.length] ?? "GET"));
  const added = new Set(await series()).difference(new Set(before));
  // What chance left out of the first round is still of few kinds.
  for (const one of added)
    expect(one).toMatch(
      /^colophon_http_request_duration_seconds_\w+\{(le="[^"]+",)?method="(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|other)",route="(\/api\/novel\/:id(\/events|\/chapters\/:n)?|unmatched)",status="40[045]"\}$/,
    );
});

test("only what is sampled has an exemplar, by which its trace is found", async () => {
  const { deps, send } = await serveApp();
  const { metrics } = deps;
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const scrape = async () => {
    const accept = "application/openmetrics-text";
    return (await send("GET", "/metrics", { headers: { accept } })).text;
  };
  const observe = (sampled: boolean) => {
    const trace = { traceId, spanId: "b7ad6b7169203331", sampled };
    observeRequest(metrics, { method: "GET", route: "/x", status: 200, seconds: 0.3, trace });
  };
  observe(false);
  expect(await scrape()).not.toContain(" # {");
  observe(true);
  expect(await scrape()).toMatch(
    /_bucket\{le="0.5",method="GET",route="\/x",status="200"\} 2 # \{trace_id="0af7651916cd43dd8448eb211c80319c"\} 0\.3 \d+/,
  );
});
