import { expect, test } from "vitest";
import { connectionWords } from "./connection-words.ts";

test("a lost line says why the server refuses it, and else that it is looked for", () => {
  expect(connectionWords("rate-limited")).toMatch(/^Too many connections .* Trying again…$/);
  expect(connectionWords("unauthorized")).toContain("Reload the page.");
  for (const unknown of [undefined, "internal", "Session ID unknown"])
    expect(connectionWords(unknown)).toBe("Reconnecting…");
});
