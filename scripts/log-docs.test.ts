import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { logFields } from "#/telemetry/log-fields.ts";
import { logReference, logReferenceFile } from "./log-reference.ts";
import { logSamples, logSamplesFile } from "./log-samples.ts";

test("the log reference is what the code makes of it today: run `npm run docs`", () => {
  expect(readFileSync(logReferenceFile, "utf8")).toBe(logReference());
});

test("the samples are what a log is today: run `npm run docs`", async () => {
  const samples = await logSamples();
  expect(readFileSync(logSamplesFile, "utf8")).toBe(samples);
  expect(samples).not.toMatch(/hunter2|203\.0\.113\.77|cartographer|Borrowed/);
});

test("the reference knows every field of a request's line and of what every line has", () => {
  const lines = readFileSync(logSamplesFile, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const ofRequests = lines.filter(({ msg }) => msg === "request");
  const common = ["level", "time", "service", "version", "event", "msg", "request_id", "trace_id"];
  for (const line of lines) expect(Object.keys(line)).toEqual(expect.arrayContaining(common));
  for (const line of ofRequests)
    expect(Object.keys(logFields)).toEqual(expect.arrayContaining(Object.keys(line)));
});
