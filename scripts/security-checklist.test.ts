import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checklistProofs, isTitled, securityChecklistFile } from "./security-checklist.ts";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, securityChecklistFile), "utf8");

test("each row of the security checklist names tests that are there and are not skipped", () => {
  const proofs = checklistProofs();
  expect(proofs.length).toBeGreaterThan(100);
  const wanting = proofs.filter(({ file, title }) => {
    const path = join(root, file);
    if (file === "" || !existsSync(path)) return true;
    const source = readFileSync(path, "utf8");
    const quoted = ['"', "`"].map((quote) => `${quote}${title}${quote}`);
    const at = Math.max(...quoted.map((name) => source.indexOf(name)));
    return at === -1 || /\.(skip|todo)\(\s*$/.test(source.slice(0, at));
  });
  expect(wanting).toEqual([]);
});

test("each of the ten risks of APIs and of language models has its row, or says why not", () => {
  const ten = Array.from({ length: 10 }, (_, index) => index + 1);
  const risks = ten.flatMap((n) => [`API${n}:2023`, `LLM${String(n).padStart(2, "0")}:2026`]);
  expect(risks.filter((risk) => !text.includes(risk))).toEqual([]);
});

test("a test that ran is known by its title, also where a table filled it in", () => {
  expect(isTitled("takes 'a' and 3", "takes %s and %i")).toBe(true);
  expect(isTitled("takes 'a' or 3", "takes %s and %i")).toBe(false);
  expect(isTitled("is (v8) of a day", "is (v8) of")).toBe(false);
  expect(isTitled("is (v8) of a day", "is (v8) of a day")).toBe(true);
});
