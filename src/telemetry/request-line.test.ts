import { pino } from "pino";
import { expect, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { createLogger } from "./logger.ts";
import { RequestLine } from "./request-line.ts";

const end = {
  event: "http.request",
  method: "GET",
  route: "/api/novel/:id/book.:format",
  status: 200,
  durationMs: 12.3456,
  bytes: 1_234,
  aborted: false,
  requestId: "0190f3c2-aaaa-7bbb-8ccc-0123456789ab",
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  novelId: undefined,
} as const;

function logTo(lines: string[], level: "info" | "warn" = "info") {
  return createLogger({
    level,
    service: "api",
    version: "1.2.3",
    clock: createFakeClock(),
    scrubber: { scrub: (line) => `scrubbed ${line}` },
    pretty: false,
    sink: { write: (line) => lines.push(line) },
    takes: (event) => event !== "http.probe",
  });
}

test.each([
  ["of no novel", {}],
  ["of a novel, cut off", { novelId: "0190f3c2-1111-7222-8333-0123456789ab", aborted: true }],
  ["that took nearly nothing", { durationMs: 0.000_1, bytes: 0 }],
])("a request's line %s is the one that pino would write, to the letter", (_of, more) => {
  const [own, pinos]: [string[], string[]] = [[], []];
  const log = logTo(own);
  const plain = pino(
    {
      base: { service: "api", version: "1.2.3" },
      timestamp: () => `,"time":"${createFakeClock().now()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => void pinos.push(line) },
  );
  const line = () => new RequestLine({ ...end, ...more });
  log.info(line(), "request");
  log.child({ job_id: "j1" }).info(line(), "request");
  plain.info(line(), "request");
  plain.child({ job_id: "j1" }).info(line(), "request");
  expect(own).toEqual(pinos);
});

test("a request's line is left out by level and by sampling as any other", () => {
  const lines: string[] = [];
  logTo(lines, "warn").info(new RequestLine(end), "request");
  logTo(lines).info(new RequestLine({ ...end, event: "http.probe" }), "request");
  expect(lines).toEqual([]);
});

test("the line after a request's is scrubbed again", () => {
  const lines: string[] = [];
  const log = logTo(lines);
  log.info(new RequestLine(end), "request");
  log.info("a word of somebody's");
  expect(lines.map((line) => line.startsWith("scrubbed "))).toEqual([false, true]);
});
