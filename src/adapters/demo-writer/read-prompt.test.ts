import { expect, test } from "vitest";
import { z } from "zod";
import { readPrompt } from "./read-prompt.ts";

const user = (content: string) => ({ role: "user", content });

test("sections are tags on lines of their own; what looks like one inside a line is text", () => {
  const prompt = readPrompt([
    user("<title>\nAsh <b>\n</title>\n<empty>\n</empty>\n<words>\r\n12\r\n</words>"),
  ]);
  expect([prompt.text("title"), prompt.text("empty"), prompt.text("words")]).toEqual([
    "Ash <b>",
    "",
    "12",
  ]);
  expect(prompt.text("none")).toBe("");
});

test("a later message's section counts, one without sections takes nothing away", () => {
  const prompt = readPrompt([
    { role: "system", content: "<title>\nno\n</title>" },
    user("<title>\nfirst\n</title>\n<words>\n5\n</words>"),
    { role: "assistant", content: "<words>\n9\n</words>" },
    user("<title>\nsecond\n</title>"),
    user("That cannot be used. Again."),
  ]);
  expect([prompt.text("title"), prompt.text("words")]).toEqual(["second", "5"]);
  expect(prompt.userText).toBe("That cannot be used. Again.");
});

test("JSON that is none is what the schema catches", () => {
  const prompt = readPrompt([user('<a>\n{"n":1}\n</a>\n<b>\n{"n":\n</b>')]);
  const schema = z.object({ n: z.number() }).catch({ n: 0 });
  expect([prompt.json("a", schema), prompt.json("b", schema), prompt.json("c", schema)]).toEqual([
    { n: 1 },
    { n: 0 },
    { n: 0 },
  ]);
});

test("the seed tells any two conversations apart", () => {
  const seeds = [
    [user("a"), user("b")],
    [user("ab")],
    [{ role: "system", content: "a" }, user("b")],
  ];
  expect(new Set(seeds.map((messages) => readPrompt(messages).seed)).size).toBe(3);
});
