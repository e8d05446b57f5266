import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folders, mayImport } from "./fences.ts";

const root = join(import.meta.dirname, "..");

const byFence = "eslint(no-restricted-imports)";
const byParentFence = "import(no-relative-parent-imports)";
const byPropertyFence = "eslint(no-restricted-properties)";

const legal = "is legal";

/** One file for each kind of violation with the rule that refuses it, and legal code that is close to one. */
const kinds: [file: string, verdict: string, code: string][] = [
  ["adapters/two/another.ts", byFence, 'export { own } from "#/adapters/one/own.ts";'],
  ["adapters/two/itself.ts", legal, 'export { own } from "./own.ts";'],
  ["domain/type.ts", byFence, 'export type { own } from "#/http/own.ts";'],
  ["domain/late.ts", byFence, 'export const late = import("#/http/own.ts");'],
  ["domain/deep/parent.ts", byParentFence, 'export { own } from "../own.ts";'],
  ["domain/deep/around.ts", byParentFence, 'export { own } from "./../own.ts";'],
  ["domain/env.ts", byPropertyFence, "export const home = process.env.HOME;"],
  ["domain/env-taken.ts", byPropertyFence, "export const { env } = process;"],
  ["domain/env-global.ts", byPropertyFence, "export const all = globalThis.process;"],
  ["domain/env-module.ts", byFence, 'export { env } from "node:process";'],
  ["config/env.ts", legal, "export const home = process.env.HOME;"],
  ["domain/console.ts", "eslint(no-console)", "console.log(1);"],
  ["domain/default.ts", "import(no-default-export)", "export default 1;"],
  ["domain/tool.ts", byFence, 'export { test } from "vitest";'],
  ["domain/tool.test.ts", legal, 'export { test } from "vitest";'],
  ["ports/tool.contract.ts", legal, 'export { test } from "vitest";'],
  ["domain/suite.ts", byFence, 'export * from "#/ports/tool.contract.ts";'],
  [
    "domain/hasty.test.ts",
    byPropertyFence,
    "declare const vi: { waitFor: () => void };\nvi.waitFor();",
  ],
  ["domain/harness.ts", byFence, 'export * from "#test/harness/start.ts";'],
  ["domain/long.ts", "eslint(max-lines)", `${"\n".repeat(320)}export const far = 1;`],
  ["domain/any.ts", "typescript(no-explicit-any)", "export type Loose = any;"],
  [
    "domain/floating.ts",
    "typescript(no-floating-promises)",
    "export const lose = (): void => {\n  Promise.resolve(1);\n};",
  ],
];

let project = "";
let refusals = new Map<string, string[]>();

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "colophon-fences-"));
  const plant = async (file: string, code: string) => {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), `${code}\n`);
  };
  const config = JSON.stringify(join(root, "oxlint.config.ts"));
  await plant("oxlint.config.ts", `export { default } from ${config};`);
  await plant("package.json", JSON.stringify({ type: "module", imports: { "#/*": "./src/*" } }));
  const types = { typeRoots: [join(root, "node_modules/@types")], types: ["node"] };
  await plant(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { module: "nodenext", strict: true, ...types } }),
  );
  for (const folder of [...folders, "adapters/one", "adapters/two"])
    await plant(`src/${folder}/own.ts`, "export const own: number = 1;");
  for (const folder of folders)
    for (const other of folders)
      for (const ending of ["ts", "test.ts"])
        await plant(
          `src/${folder}/takes-${other}.${ending}`,
          `export { own } from "#/${other}/own.ts";`,
        );
  for (const [file, , code] of kinds) await plant(`src/${file}`, code);
  refusals = await lint(project);
});

afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

test.each(folders)("src/%s may import what its row says and nothing else", (folder) => {
  for (const other of folders) {
    const own = other === folder && folder !== "adapters";
    const may = own || mayImport[folder]?.includes(other) === true;
    const testsMay = may || (other === "adapters" && folder !== "web");
    const file = `src/${folder}/takes-${other}`;
    expect.soft(refusals.get(`${file}.ts`) ?? [legal], file).toEqual([may ? legal : byFence]);
    expect
      .soft(refusals.get(`${file}.test.ts`) ?? [legal], file)
      .toEqual([testsMay ? legal : byFence]);
  }
});

test.each(kinds)("src/%s: %s", (file, verdict) => {
  expect(refusals.get(`src/${file}`) ?? [legal]).toEqual([verdict]);
});

test("every folder of src/ has its row in the table of fences", async () => {
  expect(folders).toEqual(expect.arrayContaining(await readdir(join(root, "src"))));
});

/** The rules by which oxlint refuses each source file of a project, by the file's path. */
async function lint(folder: string): Promise<Map<string, string[]>> {
  const output = await new Promise<string>((resolve) => {
    const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
    execFile(
      process.execPath,
      [oxlint, "--format", "json", "src"],
      { cwd: folder, maxBuffer: 64e6 },
      (_error, stdout) => {
        resolve(stdout);
      },
    );
  });
  const { diagnostics } = JSON.parse(output) as {
    diagnostics: { filename: string; code: string }[];
  };
  const byFile = Map.groupBy(diagnostics, ({ filename }) => filename);
  return new Map([...byFile].map(([file, found]) => [file, found.map(({ code }) => code)]));
}
