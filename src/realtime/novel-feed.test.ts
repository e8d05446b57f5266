import { describe, expect, test } from "vitest";
import type { NovelEvent } from "#/contract/event.ts";
import { FakeReader, eventOf, novelId, openFeeds } from "./open-feeds.fixture.ts";

describe("a feed", () => {
  test("replays page by page, says that it arrived, and goes on live", async () => {
    const room = openFeeds();
    room.append(250);
    const reader = room.join(0);
    await room.clock.advance(0);
    room.receive(...room.append(2));
    const replayed = Array.from({ length: 250 }, (_, index) => index + 1);
    expect(reader.told).toEqual([...replayed, "arrived", 251, 252]);
    expect(room.log.reads).toBe(3);
  });

  test("reads once for all who lack the same events", async () => {
    const room = openFeeds({ readMs: 5 });
    room.append(80);
    const readers = [0, 0, 40, 79, 80].map((after) => room.join(after));
    await room.clock.advance(5);
    expect(room.log.reads).toBe(1);
    for (const { told, after } of readers) expect(told).toHaveLength(80 - after + 1);
  });

  test("tells nothing of what came before a subscription without a place, and all that came after", async () => {
    const room = openFeeds();
    room.append(7);
    const reader = room.join();
    room.receive(eventOf(3), eventOf(7), ...room.append());
    await room.clock.advance(0);
    expect(reader.told).toEqual(["arrived", 8]);
  });

  test("fetches what is missing before an event that came too early, and drops doubles", async () => {
    const room = openFeeds();
    const reader = room.join();
    const [first, second, third] = room.append(3) as [NovelEvent, NovelEvent, NovelEvent];
    room.receive(third);
    expect(reader.told).toEqual(["arrived"]);
    await room.clock.advance(0);
    room.receive(first, second, third, third);
    expect(reader.told).toEqual(["arrived", 1, 2, 3]);
  });

  test("begins at the first event that is still kept", async () => {
    const room = openFeeds({ firstSeq: 10 });
    room.append(5);
    const reader = room.join(0);
    await room.clock.advance(0);
    expect(reader.told).toEqual([10, 11, 12, 13, 14, "arrived"]);
  });

  test("goes on with the first event that is still kept when the log lost its beginning meanwhile", async () => {
    const room = openFeeds();
    room.append(20);
    const slow = new FakeReader();
    slow.isReady = false;
    room.join(0, slow);
    room.log.firstSeq = 19;
    slow.isReady = true;
    room.feeds.get(novelId)?.resume();
    await room.clock.advance(0);
    expect(slow.told).toEqual([19, 20, "arrived"]);
  });

  test("waits for a reader that is not ready, and for nobody else", async () => {
    const room = openFeeds();
    room.append(300);
    const slow = new FakeReader();
    slow.isReady = false;
    room.join(0, slow);
    const quick = room.join(0);
    await room.clock.advance(0);
    expect(slow.told).toEqual([]);
    expect(quick.told.at(-1)).toBe("arrived");
    slow.isReady = true;
    room.feeds.get(novelId)?.resume();
    await room.clock.advance(0);
    expect(slow.told).toEqual(quick.told);
  });

  test("fails a replay whose log cannot be read, and keeps who is live", async () => {
    const room = openFeeds();
    room.append(3);
    const live = room.join();
    room.log.away = true;
    const late = room.join(0);
    await room.clock.advance(0);
    expect(late.failures).toHaveLength(1);
    room.append(2);
    await room.clock.advance(10_000);
    room.log.away = false;
    await room.clock.advance(2_000);
    expect(live.told).toEqual(["arrived", 4, 5]);
    expect(late.told).toEqual([]);
  });
});
