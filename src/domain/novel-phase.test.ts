import { expect, test } from "vitest";
import { phaseOf } from "./novel-phase.ts";

test("a novel is queued until its first step was begun, and analysing from then on", () => {
  expect(phaseOf({ step: "analysis", begun: null })).toBe("queued");
  expect(phaseOf({ step: "analysis", begun: { step: "analysis", round: 0 } })).toBe("analysing");
});
