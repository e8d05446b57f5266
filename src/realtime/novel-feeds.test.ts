import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NovelEvent } from "#/contract/event.ts";
import { FakeReader, eventOf, novelId, openFeeds } from "./open-feeds.fixture.ts";

describe("the sweep", () => {
  test("delivers a last event that the bus lost within two seconds", async () => {
    const room = openFeeds();
    const reader = room.join();
    room.append();
    await room.clock.advance(1_999);
    expect(reader.told).toEqual(["arrived"]);
    await room.clock.advance(1);
    expect(reader.told).toEqual(["arrived", 1]);
  });

  test("asks for all novels in one query, and not at all when nobody reads", async () => {
    const room = openFeeds();
    const [first, second] = [room.join(), room.join()];
    room.feeds.join("novel-2", new FakeReader());
    await room.clock.advance(2_000);
    expect(room.log.sweeps).toBe(1);
    room.leave(first);
    room.leave(second);
    for (const subscription of room.feeds.get("novel-2")?.subscriptions ?? [])
      room.feeds.leave(subscription);
    await room.clock.advance(60_000);
    expect(room.log.sweeps).toBe(1);
    room.join();
    await room.clock.advance(2_000);
    expect(room.log.sweeps).toBe(2);
  });

  test("logs once that the log cannot be read, and again only after it could be", async () => {
    const room = openFeeds();
    room.join();
    room.log.away = true;
    await room.clock.advance(20_000);
    expect(room.warnings).toHaveLength(1);
    room.log.away = false;
    await room.clock.advance(2_000);
    room.log.away = true;
    await room.clock.advance(20_000);
    expect(room.warnings).toHaveLength(2);
  });

  test("does not ask in circles when the log lags behind the bus", async () => {
    const room = openFeeds();
    const reader = room.join();
    const [event] = room.append(2);
    room.log.hidden = 2;
    room.receive(eventOf(2));
    await room.clock.advance(0);
    expect(room.log.reads).toBe(1);
    room.log.hidden = 0;
    if (event !== undefined) room.receive(event);
    await room.clock.advance(0);
    expect(reader.told).toEqual(["arrived", 1, 2]);
  });
});

type Action =
  | { do: "append"; count: number; publish: ("lost" | "once" | "twice")[] }
  | { do: "deliver"; pick: number }
  | { do: "join"; after: number | undefined }
  | { do: "leave"; pick: number }
  | { do: "stall" | "wake"; pick: number }
  | { do: "away" | "back" }
  | { do: "wait"; ms: number };

const pick = fc.nat(1_000);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("append" as const),
      count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 90, max: 230 })),
      publish: fc.array(fc.constantFrom("lost" as const, "once" as const, "twice" as const), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("deliver" as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("join" as const),
      after: fc.option(fc.nat(400), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("stall" as const, "wake" as const), pick }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("away" as const, "back" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 30 }) }),
  },
);

test("whatever the bus loses, doubles, delays or reorders, every reader is told exactly what follows its place, in order, after one sweep", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 5, maxLength: 60 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 9 }),
      async (actions, readMs, firstSeq) => {
        const room = openFeeds({ readMs, firstSeq });
        room.append();
        const readers: FakeReader[] = [];
        const onTheWay: NovelEvent[] = [];
        const one = <T>(list: T[], index: number): T | undefined => list[index % list.length];
        for (const step of actions) {
          if (step.do === "append")
            for (const [index, event] of room.append(step.count).entries()) {
              const fate = one(step.publish, index);
              if (fate !== "lost") onTheWay.push(event);
              if (fate === "twice") onTheWay.push(event);
            }
          else if (step.do === "deliver") {
            const [event] = onTheWay.splice(step.pick % Math.max(onTheWay.length, 1), 1);
            if (event !== undefined) room.receive(event);
          } else if (step.do === "join")
            readers.push(room.join(step.after && Math.min(step.after, room.log.last)));
          else if (step.do === "leave") {
            const [reader] = readers.splice(step.pick % Math.max(readers.length, 1), 1);
            if (reader !== undefined) room.leave(reader);
          } else if (step.do === "stall" || step.do === "wake") {
            const reader = one(readers, step.pick);
            if (reader !== undefined) reader.isReady = step.do === "wake";
            room.feeds.get(novelId)?.resume();
          } else if (step.do === "wait") await room.clock.advance(step.ms);
          else room.log.away = step.do === "away";
        }
        room.log.away = false;
        for (const reader of readers) reader.isReady = true;
        await room.clock.advance(2_000);
        // However long the log is, the pages of one replay follow each other at once.
        await room.clock.advance(1_900);
        for (const { told, after, failures } of readers) {
          if (failures.length > 0) continue;
          const seqs = told.filter((entry) => entry !== "arrived");
          const due = Array.from(
            { length: room.log.last - after },
            (_, index) => after + 1 + index,
          );
          expect(seqs).toEqual(due);
          expect(told.filter((entry) => entry === "arrived")).toHaveLength(1);
        }
        for (const reader of readers) room.leave(reader);
      },
    ),
    { numRuns: 250 },
  );
});
