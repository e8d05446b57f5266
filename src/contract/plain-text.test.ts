import { expect, test } from "vitest";
import { isPlainText, toPlainText } from "./plain-text.ts";

test("control characters go, broken characters are marked, and everything else stays", () => {
  expect(toPlainText("a\u0000\u001b\u007f\u0090b")).toBe("ab");
  expect(toPlainText("a\ufffeb\uffff")).toBe("ab");
  expect(toPlainText("a\ud83db")).toBe("a\ufffdb");
  const text = "One.\r\n\tTwo: \u{1F600} e\u0301 \u05d0";
  expect(toPlainText(text)).toBe(text);
  expect(isPlainText(text)).toBe(true);
  expect(isPlainText("a\u0000")).toBe(false);
});
