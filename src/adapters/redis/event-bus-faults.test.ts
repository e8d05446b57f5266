import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { BusMessage, EventBus } from "#/ports/event-bus.ts";
import { type TcpProxy, startTcpProxy } from "#test/faults/tcp-proxy.ts";
import { eventually } from "#test/harness/eventually.ts";
import { livedMs } from "#test/harness/lived-ms.ts";
import { type RunningRedis, noRedisServer, startRedis } from "#test/harness/start-redis.ts";
import { createRedisBus } from "./event-bus.ts";

const promptMs = 2_000;

const of = { novelId: "novel-1", chapter: 1, draftId: "call-1:1", traceId: "none" };

function frame(offset: number): BusMessage {
  return { kind: "text", frame: { ...of, offset, text: "She left. " } };
}

describe("a bus whose Redis fails", () => {
  let redis: RunningRedis;
  let proxy: TcpProxy;
  let bus: EventBus;
  const onError = vi.fn<(error: unknown) => void>();
  const heard: BusMessage[] = [];

  beforeAll(async () => {
    if (!noRedisServer) redis = await startRedis();
  });
  afterAll(() => redis?.stop());
  beforeEach(async ({ skip }) => {
    if (noRedisServer) skip(noRedisServer);
    vi.clearAllMocks();
    heard.length = 0;
    proxy = await startTcpProxy({ target: redis });
    const url = `redis://127.0.0.1:${proxy.port}`;
    bus = createRedisBus({ url, onError });
    bus.subscribe((message) => heard.push(message));
  });
  afterEach(async () => {
    await bus?.close();
    await proxy?.close();
  });

  const gaps = () => heard.filter(({ kind }) => kind === "gap").length;

  async function isHeard(offset: number): Promise<void> {
    await eventually(async () => {
      await bus.publish([frame(offset)]);
      expect(heard).toContainEqual(frame(offset));
    });
  }

  test("one that was never reached refuses promptly, says that it is down, and closes", async () => {
    const took = await livedMs(async () => {
      const away = createRedisBus({ url: "redis://127.0.0.1:1", onError });
      await expect(away.publish([frame(1)])).rejects.toThrow("Redis is away");
      expect(await away.health()).toBe("down");
      await away.close();
    });
    expect(took).toBeLessThan(promptMs);
    expect(onError).toHaveBeenCalledOnce();
  });

  test("it hears again when Redis was killed and started again, and says so each time", async () => {
    await isHeard(1);
    expect(gaps()).toBe(0);
    for (const times of [1, 2]) {
      await redis.kill();
      await eventually(async () => expect(await bus.health()).toBe("down"));
      await expect(bus.publish([frame(0)])).rejects.toBeInstanceOf(Error);
      await redis.start();
      await eventually(() => expect(gaps()).toBe(times));
      await isHeard(times + 1);
      expect(await bus.health()).toBe("ok");
    }
  });

  test("it hears again however often its connections are cut", async () => {
    for (let times = 1; times <= 20; times += 1) {
      proxy.cut();
      await isHeard(times);
    }
    expect(await bus.health()).toBe("ok");
  });

  test("while its connections hang it answers in time, and makes new ones", async () => {
    await isHeard(1);
    proxy.stall("standing");
    const took = await livedMs(() =>
      Promise.all([
        expect(bus.publish([frame(2)])).rejects.toThrow("timed out"),
        expect(bus.health()).resolves.toBe("down"),
      ]),
    );
    expect(took).toBeLessThan(promptMs);
    await eventually(() => expect(gaps()).toBe(1));
    await isHeard(3);
  });

  test("one that only listens notices by itself that its connection hangs", async () => {
    await isHeard(1);
    proxy.stall("standing");
    await eventually(() => expect(gaps()).toBe(1));
  });

  test("what is no message of ours is reported and dropped", async () => {
    await isHeard(1);
    const stranger = new Redis(redis.url);
    const frameOf = (changes: object) =>
      JSON.stringify({
        message: { kind: "text", frame: { ...of, offset: 2, text: "", ...changes } },
      });
    for (const text of [
      "",
      "{",
      "null",
      "[]",
      JSON.stringify({ message: { event: {} } }),
      JSON.stringify({ message: { kind: "event", event: { novelId: "novel-1", seq: "1" } } }),
      frameOf({ offset: -1 }),
      frameOf({ text: null }),
    ])
      await stranger.publish("colophon.events", text);
    stranger.disconnect();
    await isHeard(3);
    for (const message of heard) expect([frame(1), frame(3)]).toContainEqual(message);
    expect(onError).toHaveBeenCalled();
  });

  test("a message of a kind that only a newer release knows is passed over without a word", async () => {
    await isHeard(1);
    const newer = new Redis(redis.url);
    await newer.publish("colophon.events", JSON.stringify({ message: { kind: "song", song: {} } }));
    newer.disconnect();
    await isHeard(2);
    for (const message of heard) expect([frame(1), frame(2)]).toContainEqual(message);
    expect(onError).not.toHaveBeenCalled();
  });

  test("the connections in each state can be counted from what it says of them", async () => {
    const count = { connecting: 0, ready: 0 };
    const url = `redis://127.0.0.1:${proxy.port}`;
    const counted = createRedisBus({
      url,
      onError,
      onConnection(from, to) {
        if (from !== null) count[from] -= 1;
        if (to !== null) count[to] += 1;
      },
    });
    await eventually(() => expect(count).toEqual({ connecting: 0, ready: 2 }));
    proxy.refuse();
    proxy.cut();
    await eventually(() => expect(count).toEqual({ connecting: 2, ready: 0 }));
    proxy.accept();
    await eventually(() => expect(count).toEqual({ connecting: 0, ready: 2 }));
    await counted.close();
    await eventually(() => expect(count).toEqual({ connecting: 0, ready: 0 }));
  });
});
