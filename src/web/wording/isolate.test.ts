import { expect, test } from "vitest";
import { isolate } from "./isolate.ts";

test("words from left to right stay as they are", () => {
  for (const text of ["", "The Salt Road", "L’été — “vingt”", "Дорога", "塩の道", "🧂 e\u0301"])
    expect(isolate(text)).toBe(text);
});

test("words from right to left have a direction of their own, which ends with them", () => {
  for (const text of ["שלום", "طريق الملح 3", "The שלום Road", "mark\u200f", "𞤀"])
    expect(isolate(text)).toBe(`\u2068${text}\u2069`);
});

test("what would turn the words behind them is taken out, also where it ends what stands before", () => {
  expect(isolate("a\u202egpj.exe")).toBe("\u2068agpj.exe\u2069");
  expect(isolate("a\u2069\u202eb")).toBe("\u2068ab\u2069");
  expect(isolate("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")).toBe("\u2068\u2069");
});
