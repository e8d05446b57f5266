import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { createSystemIds } from "#/adapters/system/ids.ts";
import type { BusMessage, EventBus } from "#/ports/event-bus.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { createMetrics } from "#/telemetry/metrics.ts";
import { watchBusLag } from "./watch-bus-lag.ts";

/** Any number of processes on a bus whose messages arrive when the test says so. */
function openBus() {
  const listeners = new Set<(message: BusMessage) => void>();
  const under: BusMessage[] = [];
  const bus = {
    away: false,
    publish: async (messages: readonly BusMessage[]) => {
      if (bus.away) throw new Error("Redis is away");
      under.push(...messages);
    },
    subscribe(listen: (message: BusMessage) => void) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
  return {
    bus,
    listeners,
    arrive: () => {
      for (const message of under.splice(0)) for (const listen of listeners) listen(message);
    },
    /** A process with a clock of its own, as every host has; and the lag that it tells. */
    start(clock = createFakeClock()) {
      const metrics = createMetrics();
      const lines: unknown[] = [];
      const log = pino({ level: "debug" }, { write: (line) => void lines.push(line) });
      const ids = createSystemIds();
      const stop = watchBusLag(
        { bus: bus as unknown as EventBus, clock, ids, log, metrics },
        "redis",
      );
      onTestFinished(stop);
      const lag = async () => (await metrics.busLag.get()).values[0]?.value;
      return { clock, lines, stop, lag };
    },
  };
}

test("the lag is how long a message took over the bus and back", async () => {
  const { arrive, start } = openBus();
  const { clock, lag } = start();
  expect(await lag()).toBeUndefined();
  await clock.advance(40);
  arrive();
  expect(await lag()).toBe(0.04);
  await clock.advance(960);
  arrive();
  expect(await lag()).toBe(0);
});

test("each process hears its own messages only: their clocks have nothing in common", async () => {
  const { arrive, start } = openBus();
  const late = createFakeClock();
  await late.advance(3_600_000);
  const [one, other] = [start(), start(late)];
  await one.clock.advance(100);
  await other.clock.advance(300);
  arrive();
  expect([await one.lag(), await other.lag()]).toEqual([0.1, 0.3]);
});

test("while nothing comes back the lag grows, and a bus that is back is seen at once", async () => {
  const { arrive, bus, start } = openBus();
  const { clock, lag, lines } = start();
  arrive();
  bus.away = true;
  for (let second = 0; second < 10; second += 1) await clock.advance(1_000);
  expect(await lag()).toBe(9);
  expect(lines, "the log is not flooded").toEqual([]);
  bus.away = false;
  await clock.advance(1_000);
  arrive();
  expect(await lag()).toBe(0);
});

test("a bus that is slow, and never idle, is as slow as it is", async () => {
  const { bus, listeners, start } = openBus();
  const clock = createFakeClock();
  bus.publish = async (messages) => {
    void clock.sleep(5_500).then(() => {
      for (const message of messages) for (const listen of listeners) listen(message);
    });
  };
  const { lag } = start(clock);
  for (let second = 0; second < 8; second += 1) await clock.advance(1_000);
  for (let second = 0; second < 8; second += 1) {
    await clock.advance(1_000);
    expect(await lag()).toBe(5.5);
  }
});

test("nothing is heard or sent once it was stopped", async () => {
  const { listeners, start } = openBus();
  const { stop } = start();
  await stop();
  expect(listeners.size).toBe(0);
});
