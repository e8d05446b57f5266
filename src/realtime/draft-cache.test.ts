import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventDraft, NovelEvent } from "#/contract/event.ts";
import type { TextFrame } from "#/contract/realtime.ts";
import { DraftCache, type DraftCursor } from "./draft-cache.ts";

function frame(offset: number, text: string, other: Partial<TextFrame> = {}): TextFrame {
  return { novelId: "n", chapter: 1, draftId: "d1", offset, text, traceId: "t", ...other };
}

function event(draft: EventDraft): NovelEvent {
  const at = "2026-01-01T00:00:00.000Z";
  return { version: 1, novelId: "n", seq: 5, at, traceId: "t", requestId: "r", ...draft };
}

describe("a late reader", () => {
  test("gets all of the text so far in one frame, and then only what is new", () => {
    const cache = new DraftCache();
    cache.add(frame(0, "The rain "));
    cache.add(frame(9, "came in"));
    expect(cache.beyond("n")).toEqual(frame(0, "The rain came in"));
    const cursor = { draftId: "d1", end: 16 };
    expect(cache.beyond("n", cursor)).toBeUndefined();
    cache.add(frame(16, " at last."));
    expect(cache.beyond("n", cursor)).toEqual(frame(16, " at last."));
  });

  test("gets a new draft from its beginning, and nothing of the old one", () => {
    const cache = new DraftCache();
    cache.add(frame(0, "The rain"));
    cache.add(frame(0, "A storm", { draftId: "d2", chapter: 2 }));
    const expected = frame(0, "A storm", { draftId: "d2", chapter: 2 });
    expect(cache.beyond("n", { draftId: "d1", end: 8 })).toEqual(expected);
  });

  test("gets nothing of a chapter that is completed, or of a novel that ended", () => {
    for (const ending of [
      event({ type: "novel.cancelled", data: {} }),
      event({ type: "novel.failed", data: { reason: "x" } }),
      event({ type: "novel.completed", data: { words: 1, chapters: 1, costUsd: 0 } }),
      event({
        type: "chapter.completed",
        data: { number: 1, title: "x", revision: 1, words: 1, targetWords: 1, costUsd: 0 },
      }),
    ]) {
      const cache = new DraftCache();
      cache.add(frame(0, "The rain"));
      cache.note(event({ type: "novel.paused", data: {} }));
      expect(cache.beyond("n")).toBeDefined();
      cache.note(ending);
      expect(cache.beyond("n")).toBeUndefined();
    }
  });
});

test("after a piece that was lost, the text goes on with what followed it", () => {
  const cache = new DraftCache();
  cache.add(frame(0, "The rain "));
  cache.add(frame(14, "in"));
  expect(cache.beyond("n", { draftId: "d1", end: 9 })).toEqual(frame(14, "in"));
  expect(cache.beyond("n")).toEqual(frame(14, "in"));
});

test("of a draft that grows beyond all bounds the end is kept", () => {
  const cache = new DraftCache();
  for (let at = 0; at < 1_000_000; at += 1_000) cache.add(frame(at, "x".repeat(1_000)));
  const shown = cache.beyond("n");
  expect(shown?.text).toHaveLength(200_000);
  expect(shown?.offset).toBe(800_000);
});

test("the drafts of at most a hundred novels are kept, the busiest ones", () => {
  const cache = new DraftCache();
  for (let n = 0; n < 100; n += 1) cache.add(frame(0, "a", { novelId: `n${n}` }));
  cache.add(frame(1, "b", { novelId: "n0" }));
  cache.add(frame(0, "a", { novelId: "n100" }));
  expect(cache.beyond("n0")?.text).toBe("ab");
  expect(cache.beyond("n1")).toBeUndefined();
});

test("however often pieces are doubled and wherever a reader joins, it puts together the whole draft", () => {
  const pieces = fc.array(fc.string({ minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(pieces, fc.array(fc.nat(20)), fc.nat(20), (texts, doubled, joins) => {
      const cache = new DraftCache();
      const added: TextFrame[] = [];
      let cursor: DraftCursor | undefined;
      let seen = "";
      const look = () => {
        const shown = cache.beyond("n", cursor);
        if (shown === undefined) return;
        seen = seen.slice(0, shown.offset) + shown.text;
        cursor = { draftId: shown.draftId, end: shown.offset + shown.text.length };
      };
      let offset = 0;
      for (const [index, text] of texts.entries()) {
        cache.add(frame(offset, text));
        added.push(frame(offset, text));
        const again = added[doubled[index] ?? index];
        if (again !== undefined) cache.add(again);
        if (index >= joins) look();
        offset += text.length;
      }
      look();
      expect(seen).toBe(texts.join(""));
    }),
  );
});
