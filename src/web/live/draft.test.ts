import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { TextFrame } from "#/contract/realtime.ts";
import { type Draft, extendDrafts } from "./draft.ts";
import { aFrame } from "./novel.fixture.ts";

const after = (...frames: TextFrame[]) => frames.reduce<readonly Draft[]>(extendDrafts, []);
const texts = (drafts: readonly Draft[]) => drafts.map(({ text }) => text);

test("frames that follow each other make one text", () => {
  expect(texts(after(aFrame(0, "The sea "), aFrame(8, "was calm.")))).toEqual([
    "The sea was calm.",
  ]);
});

test("a new draft replaces the text of its chapter", () => {
  const drafts = after(aFrame(0, "The sea"), aFrame(0, "The lamp", { draftId: "d2" }));
  expect(drafts).toEqual([{ chapter: 1, draftId: "d2", text: "The lamp" }]);
});

test("what would leave a gap is left out until the gap is closed", () => {
  const gap = after(aFrame(0, "The sea "), aFrame(12, "calm."));
  expect(texts(gap)).toEqual(["The sea "]);
  expect(texts(extendDrafts(gap, aFrame(0, "The sea was calm.")))).toEqual(["The sea was calm."]);
  expect(texts(after(aFrame(40, "calm.")))).toEqual([""]);
});

test("the chapter before stays for its reader, the one before that goes", () => {
  const drafts = after(
    aFrame(0, "one", { chapter: 1, draftId: "d1" }),
    aFrame(0, "two", { chapter: 2, draftId: "d2" }),
    aFrame(0, "three", { chapter: 3, draftId: "d3" }),
  );
  expect(texts(drafts)).toEqual(["two", "three"]);
});

test("doubled and overlapping frames change nothing", () => {
  const piece = fc.tuple(fc.nat(19), fc.nat(19));
  fc.assert(
    fc.property(fc.string({ minLength: 20, maxLength: 20 }), fc.array(piece), (text, pieces) => {
      const whole = aFrame(0, text);
      const again = pieces.map(([from, length]) => aFrame(from, text.slice(from, from + length)));
      expect(texts(after(whole, ...again))).toEqual([text]);
    }),
  );
});
