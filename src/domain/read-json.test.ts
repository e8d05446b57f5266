import { expect, test } from "vitest";
import { z } from "zod";
import { growthOf, inProportion, repeated } from "#test/harness/growth-of.ts";
import { readJson } from "./read-json.ts";

const schema = z.object({ title: z.string(), beats: z.array(z.string()) });
const value = { title: "A {brace} in it", beats: ["one", "two"] };
const json = JSON.stringify(value);

test.each([
  ["alone", json],
  ["in a fence", `\`\`\`json\n${json}\n\`\`\``],
  ["with prose around it", `Certainly! Here it is:\n${json}\nLet me know what you think.`],
  ["after prose with a brace", `I chose {this} shape: ${json}`],
])("an object is found %s", (_where, answer) => {
  expect(readJson(answer, schema)).toEqual({ ok: true, value });
});

test.each([
  ["no object", "I cannot do that.", "no complete JSON object"],
  ["a truncated one", json.slice(0, -3), "no complete JSON object"],
  ["nothing", "", "no complete JSON object"],
  ["a missing field", '{"title": "x"}', "beats"],
  ["a field of the wrong type", '{"title": 1, "beats": []}', "title"],
])("an answer with %s is refused with a reason that the model can use", (_what, answer, reason) => {
  const read = readJson(answer, schema);
  expect(read).toMatchObject({ ok: false });
  expect(read).toHaveProperty("reason", expect.stringContaining(reason));
});

test("a hostile run of braces is given up after a bounded number of tries", () => {
  const growth = growthOf((length) => {
    expect(readJson(`${repeated("{", length)}}`, schema).ok).toBe(false);
  });
  expect(growth).toBeLessThan(inProportion);
});
