import { createScrubber } from "#/telemetry/scrub.ts";
import { median, spread } from "./spread.ts";

const rounds = 15;
const lines = 20_000;

const request = {
  level: "info",
  time: "2026-01-01T03:06:29.123Z",
  service: "api",
  version: "0.1.0",
  event: "http.request",
  method: "GET",
  route: "/api/novel/:id/events",
  status: 200,
  duration_ms: 12.34,
  bytes: 5123,
  aborted: false,
  request_id: "019b2f3a-1c2d-7000-8abc-0123456789ab",
  trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
  span_id: "00f067aa0ba902b7",
  novel_id: "019b2f3a-1c2d-7000-8abc-0123456789ab",
  msg: "request",
};

/** What scrubbing a line of the log costs, beside making the line. */
export async function bench(): Promise<[string, string][]> {
  const scrubber = createScrubber();
  scrubber.learn([
    `sk-proj-${"a".repeat(40)}`,
    "a-metrics-token-of-some-length",
    "a session secret of 32 characters",
    "mongodb://colophon:a-password@db-1,db-2/colophon",
    "redis://:another-password@cache:6379",
  ]);
  const { stack } = new Error("the connection was refused");
  const subjects: [string, object][] = [
    ["an ordinary request", request],
    ["a line with token counts, which are looked at twice", { ...request, input_tokens: 512 }],
    ["an error with its stack", { ...request, err: { type: "Error", stack } }],
    ["a line with a secret in it", { ...request, authorization: "Bearer abcdefgh12345678" }],
  ];
  const figures: [string, string][] = [];
  for (const [name, subject] of subjects) {
    const line = JSON.stringify(subject);
    const making: number[] = [];
    const scrubbing: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      making.push(microsecondsOf(() => JSON.stringify(subject)));
      scrubbing.push(microsecondsOf(() => scrubber.scrub(line)));
    }
    figures.push(
      [`${name} (${line.length} characters)`, spread(scrubbing, "µs")],
      ["  ratio to JSON.stringify of it", (median(scrubbing) / median(making)).toFixed(1)],
    );
  }
  return figures;
}

function microsecondsOf(work: () => string): number {
  let characters = 0;
  const start = performance.now();
  for (let count = 0; count < lines; count += 1) characters += work().length;
  const microseconds = ((performance.now() - start) * 1_000) / lines;
  if (characters === 0) throw new Error("nothing was made");
  return microseconds;
}
