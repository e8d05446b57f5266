import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { watchRedis } from "./watch-redis.ts";

function open() {
  const events: unknown[] = [];
  const write = (line: string) => events.push((JSON.parse(line) as { event: unknown }).event);
  const log = pino({}, { write });
  const words = { failed: "failed", back: "back" };
  const clock = createFakeClock();
  const watch = watchRedis({ log, metrics: createMetrics(), clock }, words);
  onTestFinished(watch.close);
  return { ...watch, clock, events };
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

test("a Redis that is left for good is not said to be back", async () => {
  const { onConnection, onError, events, clock } = open();
  onConnection(null, "connecting");
  onError(new Error("connection refused"));
  onConnection("connecting", null);
  await clock.advance(200_000);
  expect(events).toEqual(["redis.failed"]);
});

test("a command that fails while every connection stands is taken back when nothing has failed for a while", async () => {
  const { onConnection, onError, events, clock } = open();
  onConnection(null, "connecting");
  onConnection("connecting", "ready");
  onError(new Error("Command timed out"));
  await clock.advance(80_000);
  expect(events).toEqual(["redis.failed"]);
  // As what goes on failing is told: once a minute, and a little later.
  onError(new Error("Command timed out"));
  await clock.advance(80_000);
  expect(events).toEqual(["redis.failed", "redis.failed"]);
  await clock.advance(20_000);
  expect(events).toEqual(["redis.failed", "redis.failed", "redis.back"]);
  await clock.advance(200_000);
  expect(events, "once").toHaveLength(3);
});

test("a Redis that stays away is not said to be back, however quiet it is", async () => {
  const { onConnection, onError, events, clock } = open();
  for (const _ of ["one", "another"]) onConnection(null, "connecting");
  onConnection("connecting", "ready");
  onError(new Error("connection refused"));
  await clock.advance(200_000);
  expect(events).toEqual(["redis.failed"]);
  onConnection("connecting", "ready");
  expect(events).toEqual(["redis.failed", "redis.back"]);
});

test("a Redis that takes no writes is not back because its connections are, again and again", async () => {
  const { onConnection, onError, events, clock } = open();
  onConnection(null, "connecting");
  onConnection("connecting", "ready");
  for (let again = 0; again < 10; again += 1) {
    if (again % 5 === 0)
      onError(new Error("READONLY You can't write against a read only replica."));
    onConnection("ready", "connecting");
    onConnection("connecting", "ready");
    await clock.advance(10_000);
  }
  expect(events).toEqual(["redis.failed", "redis.failed"]);
  await clock.advance(60_000);
  expect(events).toEqual(["redis.failed", "redis.failed", "redis.back"]);
});
