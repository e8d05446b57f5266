import { describe, expect, test } from "vitest";
import { comparableSentences, splitSentences } from "./sentences.ts";

describe("splitSentences", () => {
  test("keeps speech together with its tag", () => {
    expect(
      splitSentences('"Where are you going?" she asked. "Out!" — he laughed. “No.” He left.'),
    ).toEqual(['"Where are you going?" she asked.', '"Out!" — he laughed.', "“No.”", "He left."]);
  });

  test("does not end a sentence at a title or an initial", () => {
    expect(
      splitSentences("Mr. Pell met Dr. J. R. Vane at St. Mary's. It was I. She knew."),
    ).toEqual(["Mr. Pell met Dr. J. R. Vane at St. Mary's.", "It was I.", "She knew."]);
  });

  test("reads on over a line end, but never over a blank line", () => {
    expect(
      splitSentences("The rain\ncame in\n\nfrom the sea\n\n* * *\n\nMr.\n\nPell left."),
    ).toEqual(["The rain\ncame in", "from the sea", "* * *", "Mr.", "Pell left."]);
  });

  test("has nothing to say of an empty text", () => {
    expect(splitSentences(" \n\n ")).toEqual([]);
  });
});

test("sentences compare by their words alone, and short ones not at all", () => {
  expect(comparableSentences("“The RAIN came — in.” She nodded. The rain\ncame in!")).toEqual([
    "the rain came in",
    "the rain came in",
  ]);
});
