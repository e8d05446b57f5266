import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { EventPage, NovelEvent } from "#/contract/event.ts";
import type { Acknowledgement, Subscribed, TextFrame } from "#/contract/realtime.ts";
import { createLiveLine } from "./live-line.ts";
import { aFrame, anEvent } from "./novel.fixture.ts";

const paused = (seq: number, novelId = "n1") =>
  anEvent(seq, { type: "novel.paused", data: {} }, novelId);

/** A socket whose server is the test. */
function fakeSocket() {
  const listeners = new Map<string, (sent: never) => void>();
  const sent: { message: string; input: unknown; acknowledge: (answer: never) => void }[] = [];
  const state = { connected: false, active: false };
  const hear = (message: string, what?: unknown) => listeners.get(message)?.(what as never);
  return {
    sent,
    get connected() {
      return state.connected;
    },
    get active() {
      return state.active;
    },
    connect: vi.fn(() => (state.active = true)),
    disconnect: vi.fn(),
    on: (message: string, listen: (sent: never) => void) => listeners.set(message, listen),
    emit(message: string, input: unknown, acknowledge: (answer: never) => void) {
      sent.push({ message, input, acknowledge });
    },
    hear,
    opens() {
      Object.assign(state, { connected: true, active: true });
      hear("connect");
    },
    /** The connection ends: broken, or ended by the server on purpose. */
    closes(by: "break" | "server" = "break") {
      Object.assign(state, { connected: false, active: by === "break" });
      hear("disconnect");
    },
    answer(answer: Partial<Acknowledgement<Subscribed>>) {
      sent.at(-1)?.acknowledge({ firstSeq: 1, lastSeq: 1, replayed: 0, ...answer } as never);
    },
  };
}

function setUp(pages: Partial<EventPage>[] = []) {
  const socket = fakeSocket();
  const readEvents = vi.fn((_novelId: string, after: number) =>
    Promise.resolve({ items: [], lastSeq: after, firstSeq: 1, ...pages.shift() }),
  );
  const line = createLiveLine({ socket, readEvents });
  const seen: number[] = [];
  const frames: TextFrame[] = [];
  const listener = {
    onEvent: (event: NovelEvent) => void seen.push(event.seq),
    onText: (frame: TextFrame) => void frames.push(frame),
  };
  return { socket, readEvents, line, seen, frames, listener };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("over the socket", () => {
  test("nothing connects before there is something to follow", () => {
    const { socket, line, listener } = setUp();
    expect(socket.connect).not.toHaveBeenCalled();
    line.follow("n1", 0, listener);
    expect(socket.connect).toHaveBeenCalledOnce();
  });

  test("a follower gets each event once and in order, and the text", () => {
    const { socket, line, seen, frames, listener } = setUp();
    line.follow("n1", 2, listener);
    socket.opens();
    expect(socket.sent.at(-1)).toMatchObject({
      message: "subscribe",
      input: { novelId: "n1", afterSeq: 2 },
    });
    for (const seq of [3, 3, 2, 4]) socket.hear("novel.event", paused(seq));
    socket.hear("novel.event", paused(1, "another"));
    socket.hear("novel.text", aFrame(0, "The sea"));
    socket.hear("novel.text", aFrame(0, "x", { novelId: "another" }));
    expect(seen).toEqual([3, 4]);
    expect(frames).toEqual([aFrame(0, "The sea")]);
  });

  test("after a reconnection the follower asks for what it missed", () => {
    const { socket, line, seen, listener } = setUp();
    line.follow("n1", 0, listener);
    socket.opens();
    socket.answer({ ok: true });
    socket.hear("novel.event", paused(1));
    socket.closes();
    socket.opens();
    expect(socket.sent.at(-1)?.input).toEqual({ novelId: "n1", afterSeq: 1 });
    socket.hear("novel.event", paused(2));
    expect(seen).toEqual([1, 2]);
  });

  test("a gap is asked for again, once, and nothing is taken beyond it", () => {
    const { socket, line, seen, listener } = setUp();
    line.follow("n1", 0, listener);
    socket.opens();
    socket.answer({ ok: true });
    socket.hear("novel.event", paused(1));
    socket.hear("novel.event", paused(3));
    socket.hear("novel.event", paused(4));
    const asked = socket.sent.filter(({ message }) => message === "subscribe");
    expect(asked.map(({ input }) => input)).toEqual([
      { novelId: "n1", afterSeq: 0 },
      { novelId: "n1", afterSeq: 1 },
    ]);
    for (const seq of [2, 3, 4]) socket.hear("novel.event", paused(seq));
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test("where the log begins later, the follower goes on from its beginning", () => {
    const { socket, line, seen, listener } = setUp();
    line.follow("n1", 0, listener);
    socket.opens();
    socket.answer({ ok: true, firstSeq: 7, lastSeq: 7 });
    socket.hear("novel.event", paused(7));
    expect(seen).toEqual([7]);
  });

  test("two followers of a novel share it until the last one leaves", () => {
    const { socket, line, seen, listener } = setUp();
    const leave = line.follow("n1", 0, listener);
    socket.opens();
    const other: number[] = [];
    const leaveToo = line.follow("n1", 1, { onEvent: ({ seq }) => void other.push(seq) });
    socket.hear("novel.event", paused(1));
    socket.hear("novel.event", paused(2));
    leave();
    socket.hear("novel.event", paused(3));
    expect([seen, other]).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(socket.sent.some(({ message }) => message === "unsubscribe")).toBe(false);
    leaveToo();
    expect(socket.sent.at(-1)).toMatchObject({ message: "unsubscribe", input: { novelId: "n1" } });
  });

  test("it comes back by itself when the server ended the connection", () => {
    const { socket, line, listener } = setUp();
    line.follow("n1", 0, listener);
    socket.opens();
    socket.closes("server");
    expect(socket.connect).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(5_000);
    expect(socket.connect).toHaveBeenCalledTimes(2);
  });
});

describe("without the socket", () => {
  test("the line is called lost after 3 s, and no more when it is heard again", () => {
    const { socket, line, listener } = setUp();
    line.follow("n1", 0, listener);
    vi.advanceTimersByTime(2_999);
    expect(line.lost.value).toBe(false);
    vi.advanceTimersByTime(1);
    expect(line.lost.value).toBe(true);
    socket.opens();
    socket.answer({ ok: true });
    expect(line.lost.value).toBe(false);
    socket.closes();
    vi.advanceTimersByTime(3_000);
    expect(line.lost.value).toBe(true);
  });

  test("why the server refused it is told until it is taken", () => {
    const { socket, line, listener } = setUp();
    line.follow("n1", 0, listener);
    socket.hear("connect_error", { data: { code: "rate-limited" } });
    expect(line.refusal.value).toBe("rate-limited");
    socket.hear("connect_error", { message: "websocket error" });
    expect(line.refusal.value).toBeUndefined();
    socket.hear("connect_error", { data: { code: "draining" } });
    socket.opens();
    expect(line.refusal.value).toBeUndefined();
  });

  test("the log is read every 30 s, until the socket is back", async () => {
    const { socket, line, readEvents, seen, listener } = setUp([
      { items: [paused(1)], lastSeq: 2 },
      { items: [paused(2)], lastSeq: 2 },
    ]);
    line.follow("n1", 0, listener);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(readEvents).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(readEvents.mock.calls).toEqual([
      ["n1", 0],
      ["n1", 1],
    ]);
    expect(seen).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(readEvents).toHaveBeenCalledTimes(3);
    socket.opens();
    expect(socket.sent.at(-1)?.input).toEqual({ novelId: "n1", afterSeq: 2 });
    socket.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(90_000);
    expect(readEvents).toHaveBeenCalledTimes(3);
  });

  test("a page that does not go on ends the reading", async () => {
    const { line, readEvents, listener } = setUp([{ items: [paused(5)], lastSeq: 9 }]);
    line.follow("n1", 0, listener);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(readEvents).toHaveBeenCalledOnce();
  });

  test("a failed reading is tried again in its turn", async () => {
    const { line, readEvents, listener } = setUp();
    readEvents.mockRejectedValueOnce(new Error("unreachable"));
    line.follow("n1", 0, listener);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readEvents).toHaveBeenCalledTimes(2);
  });

  test("a novel that is no more is left alone, one that is refused is read", async () => {
    const { socket, line, readEvents, listener } = setUp();
    line.follow("gone", 0, listener);
    socket.opens();
    socket.answer({ ok: false, code: "not-found", message: "no such novel" });
    line.follow("n1", 0, listener);
    socket.answer({ ok: false, code: "rate-limited", message: "too many" });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(readEvents.mock.calls).toEqual([["n1", 0]]);
    expect(socket.sent.at(-1)?.message).toBe("subscribe");
  });

  test("closed, it is silent", async () => {
    const { socket, line, readEvents, seen, listener } = setUp();
    line.follow("n1", 0, listener);
    socket.opens();
    line.close();
    socket.hear("novel.event", paused(1));
    socket.closes();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([seen, readEvents.mock.calls]).toEqual([[], []]);
    expect(socket.disconnect).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
