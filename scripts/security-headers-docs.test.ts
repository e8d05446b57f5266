import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { securityHeadersFile, securityHeadersReference } from "./security-headers-reference.ts";

test("the reference of security headers is what the code sends today: run `npm run docs`", () => {
  expect(readFileSync(securityHeadersFile, "utf8")).toBe(securityHeadersReference());
});
