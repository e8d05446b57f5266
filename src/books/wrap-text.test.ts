import { expect, test } from "vitest";
import { wrapText } from "./wrap-text.ts";

test("lines break at spaces, and a word that is too long stays whole", () => {
  expect(wrapText("one two three fourteen-letters a b", 9)).toEqual([
    "one two",
    "three",
    "fourteen-letters",
    "a b",
  ]);
  expect(wrapText("exactly nine", 12)).toEqual(["exactly nine"]);
  expect(wrapText("", 12)).toEqual([""]);
});

test("without spaces lines break between words, marks stay with theirs, and wide characters count twice", () => {
  const text = "塩の道は海で終わる。「はい」と彼は言った。";
  for (let columns = 8; columns <= 42; columns += 1) {
    const lines = wrapText(text, columns);
    expect(lines.join("")).toBe(text);
    for (const line of lines) {
      expect(line).not.toMatch(/^[。」]|「$/);
      expect(line.length * 2).toBeLessThanOrEqual(columns + 2);
    }
  }
  expect(wrapText("海 sea 海", 6)).toEqual(["海 sea", "海"]);
});
