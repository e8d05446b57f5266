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

/** Addresses that hardly anybody has asked for before, by kind. */
const addresses = [
  () => `/${word()}/${word()}?${word()}=${word()}`,
  () => `/api/novel/${randomUUID()}`,
  () => `/api/novel/${word()}/events?after=${randomInt(1_000)}`,
  () => `/api/novel/${randomUUID()}/chapters/${randomInt(1, 120)}`,
  () => `/internal/${word()}`,
] as const;

// CONNECT asks for a tunnel, which is no request.
const methods = METHODS.filter((method) => method !== "CONNECT");

test("a thousand random paths, ids and methods add no series", async () => {
  const { url, deps } = await serveApp();
  const series = async () => {
    const text = await writeMetrics(deps.metrics, metricsFormats.text);
    return text
      .split("\n")
      .filter((line) => line.startsWith("colophon_"))
      .map((line) => line.slice(0, line.lastIndexOf(" ")))
      .toSorted();
  };
  for (const method of methods) for (const address of addresses) await ask(url, method, address());
  const before = await series();
  const told = before.join("\n").matchAll(/method="([^"]*)"/g);
  expect(new Set([...told].map(([, method]) => method))).toEqual(
    new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"]),
  );
  for (let count = 0; count < 1_000; count += 1) {
    const [method = "GET", address] = [
      methods[randomInt(methods.length)],
      addresses[randomInt(addresses.length)],
    ];
    await ask(url, method, address?.() ?? "/");
  }
  expect(await series()).toEqual(before);
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
