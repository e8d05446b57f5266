import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createBufferedSink } from "./buffered-sink.ts";

function record() {
  const writes: string[] = [];
  return { writes, sink: createBufferedSink({ write: (text) => writes.push(text) }) };
}

test("the lines of one turn are written together, in order, in the next one", async () => {
  const { writes, sink } = record();
  sink.write("1\n");
  sink.write("2\n");
  expect(writes).toEqual([]);
  await turn();
  sink.write("3\n");
  await turn();
  expect(writes).toEqual(["1\n2\n", "3\n"]);
});

test("a flush writes at once, and nothing twice", async () => {
  const { writes, sink } = record();
  sink.write("1\n");
  sink.flush();
  sink.flush();
  await turn();
  expect(writes).toEqual(["1\n"]);
});

test("what is gathered is bounded, however long the turn", () => {
  const { writes, sink } = record();
  for (let count = 0; count < 10; count += 1) sink.write("x".repeat(20_000));
  expect(writes.join("").length).toBeGreaterThan(140_000);
});
