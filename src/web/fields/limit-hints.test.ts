import { expect, test } from "vitest";
import { novelLimits } from "#/contract/novel-limits.ts";
import { lengthHint, rangeHint } from "./limit-hints.ts";

test("limits are told before they are broken, with their thousands apart", () => {
  expect(lengthHint(novelLimits.summary)).toBe("Up to 4,000 characters.");
  expect(rangeHint(novelLimits.targetWordCount)).toBe("500 to 300,000.");
});
