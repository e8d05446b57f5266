import { expect, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { createBufferedSink } from "./buffered-sink.ts";
import { createLogger } from "./logger.ts";
import { createScrubber } from "./scrub.ts";

const options = {
  level: "info",
  service: "embedded",
  version: "1.2.3",
  clock: createFakeClock(),
} as const;

function logTo(lines: string[], pretty = false, takes?: (event: unknown) => boolean) {
  return createLogger({
    ...options,
    scrubber: createScrubber(),
    pretty,
    sink: { write: (line) => lines.push(line) },
    ...(takes !== undefined && { takes }),
  });
}

test("a line is one JSON object with level, time, service, version and message", () => {
  const lines: string[] = [];
  logTo(lines).child({ novel_id: "n1" }).warn({ event: "step.delayed" }, "step delayed");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    level: "warn",
    time: "2026-01-01T00:00:00.000Z",
    service: "embedded",
    version: "1.2.3",
    novel_id: "n1",
    event: "step.delayed",
    msg: "step delayed",
  });
});

test("a level set later is obeyed, also by children made before, and their children", () => {
  const lines: string[] = [];
  const log = logTo(lines);
  const child = log.child({ novel_id: "n1" });
  const grandchild = child.child({ job_id: "j1" });
  log.level = "debug";
  grandchild.debug("seen");
  expect(lines).toHaveLength(1);
  log.level = "error";
  child.warn("unseen");
  grandchild.info("unseen");
  expect(lines).toHaveLength(1);
  expect(child.isLevelEnabled("warn")).toBe(false);
});

test("of high-volume events some are left out; warnings and errors are not, by children neither", () => {
  const lines: string[] = [];
  const asked: unknown[] = [];
  const log = logTo(lines, false, (event) => {
    asked.push(event);
    return event !== "http.probe";
  });
  log.info({ event: "http.probe" }, "left out");
  log.debug({ event: "http.probe" }, "below the level, not asked");
  log.child({ novel_id: "n1" }).info({ event: "http.probe" }, "left out");
  log.warn({ event: "http.probe" }, "a warning");
  log.error({ event: "http.probe" }, "an error");
  log.info("a message alone");
  log.info({ event: "novel.failed" }, "another event");
  expect(asked).toEqual(["http.probe", "http.probe", undefined, "novel.failed"]);
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    "a warning",
    "an error",
    "a message alone",
    "another event",
  ]);
});

test("a fatal line is flushed before the call returns", () => {
  const writes: string[] = [];
  const sink = createBufferedSink({ write: (text) => writes.push(text) });
  const log = createLogger({ ...options, scrubber: createScrubber(), pretty: false, sink });
  log.error("soon");
  expect(writes).toEqual([]);
  log.fatal("now");
  expect(writes.join("")).toMatch(/soon.*\n.*now/);
});

test("below the level nothing is written", () => {
  const lines: string[] = [];
  logTo(lines).debug("unseen");
  expect(lines).toEqual([]);
});

test.each([false, true])("a secret in an error's message is masked (pretty: %s)", (pretty) => {
  const lines: string[] = [];
  logTo(lines, pretty).error({ err: new Error("refused Bearer abcdefgh12345678") }, "call failed");
  const text = lines.join("");
  expect(text).toContain("call failed");
  expect(text).not.toContain("abcdefgh12345678");
});

test("who hears of each line gets it as JSON and scrubbed, whatever people are shown", () => {
  const shown: string[] = [];
  const heard: string[] = [];
  const log = createLogger({
    ...options,
    scrubber: createScrubber(),
    pretty: true,
    sink: { write: (line) => shown.push(line) },
    onLine: (line) => heard.push(line),
  });
  log.debug("not written");
  log.info("Bearer abcdefgh12345678 came");
  expect(shown).toHaveLength(1);
  expect(heard).toHaveLength(1);
  expect(JSON.parse(heard[0] ?? "")).toMatchObject({ msg: "Bearer [redacted] came" });
});
