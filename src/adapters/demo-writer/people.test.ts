import { describe, expect, test } from "vitest";
import { listed, mentions, pronounFor, toPerson } from "./people.ts";

const pronounOf = (name: string, about = "") => toPerson(name, "", about).pronoun;

describe("a person", () => {
  test("is she or he by what is said, then by the name", () => {
    expect(pronounOf("Robin", "She keeps her letters; he does not.")).toBe("she");
    expect(pronounOf("Mara", "He keeps his own counsel.")).toBe("he");
    expect([
      pronounOf("Mara Quill"),
      pronounOf("Teodor"),
      pronounOf("Captain Elena Vance"),
    ]).toEqual(["she", "he", "she"]);
    expect(pronounOf("Xqz")).toBe(pronounOf("Xqz"));
  });

  test("is short by the given name, without title or points", () => {
    const short = (name: string) => toPerson(name, "", "").short;
    expect(["Mara Quill", "Captain Holt", "Dr. Amara Okafor", "the Archivist"].map(short)).toEqual([
      "Mara",
      "Holt",
      "Amara",
      "the Archivist",
    ]);
    expect(toPerson("Dr. Amara Okafor", "", "").name).toBe("Dr Amara Okafor");
  });

  test("has a role only where it can stand in a sentence", () => {
    const role = (text: string) => toPerson("Mara", text, "").role;
    expect(role("lighthouse keeper")).toBe("a lighthouse keeper");
    expect(role("The archivist")).toBe("an archivist");
    expect([role(""), role("Mara's rival, and her friend"), role("the one who left")]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("is mentioned by whole words in any case, not by parts of others", () => {
    const ann = toPerson("Ann", "", "");
    expect(mentions("It was Ann’s coat.", ann)).toBe(true);
    expect(mentions("It was Anna’s coat, or Joann’s.", ann)).toBe(false);
    expect(mentions("The archivist slept.", toPerson("the Archivist", "", ""))).toBe(true);
  });

  test("has pronouns in every case", () => {
    const mara = toPerson("Mara", "", "");
    const forms = (["he", "him", "his", "himself"] as const).map((form) => pronounFor(mara, form));
    expect(forms).toEqual(["she", "her", "her", "herself"]);
  });
});

test("names stand in a row with one and", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
});
