import { expect, test } from "vitest";
import { createLogger } from "./logger.ts";
import { createScrubber } from "./scrub.ts";

function logTo(lines: string[], pretty = false) {
  return createLogger({
    level: "info",
    service: "embedded",
    version: "1.2.3",
    scrubber: createScrubber(),
    pretty,
    sink: { write: (line) => lines.push(line) },
  });
}

test("a line is one JSON object with level, time, service, version and message", () => {
  const lines: string[] = [];
  logTo(lines).child({ novel_id: "n1" }).warn({ event: "step.delayed" }, "step delayed");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    level: "warn",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    service: "embedded",
    version: "1.2.3",
    novel_id: "n1",
    event: "step.delayed",
    msg: "step delayed",
  });
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
