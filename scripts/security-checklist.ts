import { readFileSync } from "node:fs";
import { join } from "node:path";

export const securityChecklistFile = "docs/ops/security-checklist.md";

/** A requirement and a test that proves it. */
export interface Proof {
  requirement: string;
  file: string;
  /** As it stands in the file, with the places of a table's values. */
  title: string;
}

/** Every proof that the checklist's tables name; a row that names none has one of empty texts. */
export function checklistProofs(): Proof[] {
  const text = readFileSync(join(import.meta.dirname, "..", securityChecklistFile), "utf8");
  const rows = text.split("\n").flatMap((line) => {
    const [, requirement = "", proofs = ""] = /^\| (.*?) \| (.*) \|$/.exec(line) ?? [];
    return requirement === "" || requirement === "requirement" ? [] : [{ requirement, proofs }];
  });
  return rows.flatMap(({ requirement, proofs }) =>
    proofs.split("<br>").map((proof) => {
      const [, file = "", title = ""] = /^`([^`]+)` (.+)$/.exec(proof) ?? [];
      return { requirement, file, title };
    }),
  );
}

/** Whether a test of this name comes of a title with places for values, such as `%s`. */
export function isTitled(name: string, title: string): boolean {
  const parts = title.split(/%[sdifjo#$]|\$\w+/).map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(name);
}
