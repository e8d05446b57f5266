import { describe, expect, test } from "vitest";
import { readEnvironment } from "./env.ts";

describe("ADMIN_TOKENS", () => {
  const token = (letter: string) => letter.repeat(32);

  test("takes names, scopes and tokens, and tells the scrubber the tokens alone", () => {
    const config = readEnvironment("embedded", {
      ADMIN_TOKENS: `night-shift:read:${token("a")}, ops:admin:${token("b")}`,
    });
    expect(config.adminTokens).toEqual([
      { name: "night-shift", scope: "read", token: token("a") },
      { name: "ops", scope: "admin", token: token("b") },
    ]);
    expect(config.secrets).toEqual([token("a"), token("b")]);
  });

  test.each([
    ["ops", "entry 1 must be name:scope:token"],
    ["ops:admin", "entry 1 must be name:scope:token"],
    [`ops:admin:${token("x")}:more`, "entry 1 must be name:scope:token"],
    [`a name:admin:${token("x")}`, "entry 1 must be name:scope:token"],
    [`ops:root:${token("x")}`, "entry 1 must have the scope read or admin"],
    [`ops:admin:${token("x")},`, "entry 2 must be name:scope:token"],
    ["ops:admin:xxxxxxxx", "entry 1 must have a token of 32 characters or longer"],
    [`ops:admin:${token("é")}`, "entry 1 must have a token of visible ASCII characters"],
    [`a:read:${token("x")},b:admin:${token("x")}`, "entry 2 repeats another entry's token"],
  ])("refuses %s by its place, without its value", (given, fault) => {
    let message = "";
    try {
      readEnvironment("embedded", { ADMIN_TOKENS: given });
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain(`ADMIN_TOKENS: ${fault}`);
    expect(message).not.toContain("xxxxxxxx");
  });
});
