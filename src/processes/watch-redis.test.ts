import pino from "pino";
import { expect, test } from "vitest";
import { createMetrics } from "#/telemetry/metrics.ts";
import { watchRedis } from "./watch-redis.ts";

function open() {
  const events: unknown[] = [];
  const write = (line: string) => events.push((JSON.parse(line) as { event: unknown }).event);
  const log = pino({}, { write });
  const words = { failed: "failed", back: "back" };
  return { ...watchRedis({ log, metrics: createMetrics() }, words), events };
}

test("that Redis is back is told once, when the last of its connections is ready again", () => {
  const { onConnection, onError, events } = open();
  for (const _ of ["one", "another"]) onConnection(null, "connecting");
  for (const _ of ["one", "another"]) onConnection("connecting", "ready");
  expect(events, "nothing had failed").toEqual([]);
  for (const _ of ["one", "another"]) onConnection("ready", "connecting");
  onError(new Error("connection refused"));
  onConnection("connecting", "ready");
  expect(events).toEqual(["redis.failed"]);
  onConnection("connecting", "ready");
  expect(events).toEqual(["redis.failed", "redis.back"]);
});

test("a Redis that is left for good is not said to be back", () => {
  const { onConnection, onError, events } = open();
  onConnection(null, "connecting");
  onError(new Error("connection refused"));
  onConnection("connecting", null);
  expect(events).toEqual(["redis.failed"]);
});
