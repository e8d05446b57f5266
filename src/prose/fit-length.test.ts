import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countWords } from "#/contract/words.ts";
import { lastWords, trimToWords } from "./fit-length.ts";

const text =
  "One two three. Four five six.\n\nSeven eight nine.\n\n* * *\n\n“Ten eleven. Twelve thirteen,” she said.";

describe("trimToWords", () => {
  test.each([
    [100, text],
    [15, text],
    [14, "One two three. Four five six.\n\nSeven eight nine.\n\n* * *\n\n“Ten eleven.”"],
    [10, "One two three. Four five six.\n\nSeven eight nine."],
    [8, "One two three. Four five six."],
    [5, "One two three."],
    [2, "One two"],
    [0, ""],
  ])("at most %i words, whole sentences, paragraphs kept", (maxWords, trimmed) => {
    expect(trimToWords(text, maxWords)).toBe(trimmed);
  });

  test("speech that is cut open is closed with the mark that opened it", () => {
    expect(trimToWords('He said: "Go now. Do not wait."', 4)).toBe('He said: "Go now."');
    expect(trimToWords('"Go." He left. He ran away.', 3)).toBe('"Go." He left.');
  });
});

describe("lastWords", () => {
  test.each([
    [100, text],
    [8, "“Ten eleven. Twelve thirteen,” she said."],
    [5, "Twelve thirteen,” she said."],
    [9, "Seven eight nine.\n\n* * *\n\n“Ten eleven. Twelve thirteen,” she said."],
    [2, "she said."],
    [0, ""],
  ])("at most %i words from the end, whole sentences", (maxWords, end) => {
    expect(lastWords(`${text}\n`, maxWords)).toBe(end);
  });
});

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "a",
        "door",
        "Mr.",
        ".",
        "!”",
        "“",
        '"',
        "\n\n",
        "* * *",
        "?",
        "she",
        "Ada",
        "海が",
        "กขค",
      ),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(" "));

test("neither ever gives more words than asked for, or words that were not there", () => {
  fc.assert(
    fc.property(anyText, fc.nat(30), (original, maxWords) => {
      const trimmed = trimToWords(original, maxWords);
      expect(countWords(trimmed)).toBeLessThanOrEqual(maxWords);
      expect(original.startsWith(trimmed) || original.startsWith(trimmed.slice(0, -1))).toBe(true);
      const end = lastWords(original, maxWords);
      expect(countWords(end)).toBeLessThanOrEqual(maxWords);
      expect(original.trimEnd().endsWith(end)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
