import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { toCompletion } from "./completion.ts";
import { sendCompletion, streamCompletion } from "./send-completion.ts";

const completion = toCompletion({
  id: "chatcmpl-1",
  created: 1,
  model: "demo-writer",
  prompt: "Write.",
  answer: "word ".repeat(600).trim(),
  maxTokens: null,
});

/** A response that keeps what is written to it, with room for `room` writes at a time. */
class FakeResponse extends EventEmitter {
  readonly written: string[] = [];
  room = Infinity;
  ended = false;
  writeHead() {
    return this;
  }
  write(text: string) {
    this.written.push(text);
    this.room -= 1;
    return this.room > 0;
  }
  end(text = "") {
    this.written.push(text);
    this.ended = true;
  }
  asServerResponse() {
    return this as unknown as ServerResponse;
  }
}

/** A pace on a clock that only sleeping moves on. */
function fakePace(wordsPerSecond: number, onSleep: (sleeps: number) => void = () => {}) {
  const clock = { ms: 0, sleeps: 0 };
  const sleep = async (ms: number, signal: AbortSignal) => {
    clock.ms += ms;
    clock.sleeps += 1;
    onSleep(clock.sleeps);
    signal.throwIfAborted();
  };
  return { clock, pace: { wordsPerSecond, sleep } };
}

const { signal } = new AbortController();

describe("streamed", () => {
  test("600 words at 300 words a second take two seconds, in pieces that join to the text", async () => {
    const { clock, pace } = fakePace(300);
    const response = new FakeResponse();
    await streamCompletion(response.asServerResponse(), completion, {
      pace,
      includeUsage: false,
      signal,
    });
    expect(clock.ms).toBeCloseTo(2000, 5);
    expect(clock.sleeps).toBeGreaterThan(30);
    const text = response.written
      .map((event) => /"content":"([^"]*)"/.exec(event)?.[1] ?? "")
      .join("");
    expect(text).toBe(completion.tokens.join(""));
    expect(response.written.at(-2)).toBe("data: [DONE]\n\n");
    expect(response.ended).toBe(true);
  });

  test("without a pace there is no waiting", async () => {
    const { clock, pace } = fakePace(0);
    const response = new FakeResponse();
    await streamCompletion(response.asServerResponse(), completion, {
      pace,
      includeUsage: true,
      signal,
    });
    expect(clock.sleeps).toBe(0);
  });

  test("a reader who leaves stops the work at once", async () => {
    const gone = new AbortController();
    const { clock, pace } = fakePace(300, (sleeps) => {
      if (sleeps === 3) gone.abort();
    });
    const response = new FakeResponse();
    const sent = streamCompletion(response.asServerResponse(), completion, {
      pace,
      includeUsage: false,
      signal: gone.signal,
    });
    await expect(sent).rejects.toThrow(/abort/i);
    expect(clock.sleeps).toBe(3);
    expect(response.written.length).toBeLessThan(6);
  });

  test("one who left before it began is sent nothing", async () => {
    const response = new FakeResponse();
    const sent = streamCompletion(response.asServerResponse(), completion, {
      pace: fakePace(0).pace,
      includeUsage: false,
      signal: AbortSignal.abort(),
    });
    await expect(sent).rejects.toThrow(/abort/i);
    expect(response.written).toEqual([]);
  });

  test("a slow reader is waited for, and one who never comes back is not", async () => {
    const gone = new AbortController();
    const { pace } = fakePace(0);
    const response = new FakeResponse();
    response.room = 2;
    const sent = streamCompletion(response.asServerResponse(), completion, {
      pace,
      includeUsage: false,
      signal: gone.signal,
    });
    expect(response.written.length).toBe(1);
    response.emit("drain");
    await new Promise(setImmediate);
    expect(response.written.length).toBe(2);
    gone.abort();
    await expect(sent).rejects.toThrow(/abort/i);
  });
});

test("an answer in one piece takes the time of its words too", async () => {
  const { clock, pace } = fakePace(100);
  const response = new FakeResponse();
  await sendCompletion(response.asServerResponse(), completion, pace, signal);
  expect(clock.ms).toBeCloseTo(6000, 5);
  expect(response.written).toHaveLength(1);
});
