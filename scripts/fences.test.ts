import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folders, mayImport } from "./fences.ts";

const root = join(import.meta.dirname, "..");

const byFence = "eslint(no-restricted-imports)";
const byParentFence = "import(no-relative-parent-imports)";
const byEnvironmentFence = "eslint(no-restricted-properties)";

/** One file for each kind of violation, and what refuses it; null for legal code that is close to one. */
const kinds: [file: string, code: string, refusedBy: string | null][] = [
  ["adapters/two/another.ts", 'export { own } from "#/adapters/one/own.ts";', byFence],
  ["adapters/two/itself.ts", 'export { own } from "./own.ts";', null],
  ["domain/type.ts", 'export type { own } from "#/http/own.ts";', byFence],
  ["domain/late.ts", 'export const late = import("#/http/own.ts");', byFence],
  ["domain/deep/parent.ts", 'export { own } from "../own.ts";', byParentFence],
  ["domain/deep/around.ts", 'export { own } from "./../own.ts";', byParentFence],
  ["domain/env.ts", "export const home = process.env.HOME;", byEnvironmentFence],
  ["domain/env-taken.ts", "export const { env } = process;", byEnvironmentFence],
  ["domain/env-global.ts", "export const all = globalThis.process;", byEnvironmentFence],
  ["domain/env-module.ts", 'export { env } from "node:process";', byFence],
  ["config/env.ts", "export const home = process.env.HOME;", null],
  ["domain/console.ts", "console.log(1);", "eslint(no-console)"],
  ["domain/default.ts", "export default 1;", "import(no-default-export)"],
  ["domain/tool.ts", 'export { test } from "vitest";', byFence],
  ["domain/tool.test.ts", 'export { test } from "vitest";', null],
  ["ports/tool.contract.ts", 'export { test } from "vitest";', null],
  ["domain/suite.ts", 'export * from "#/ports/tool.contract.ts";', byFence],
  ["domain/harness.ts", 'export * from "#test/harness/start.ts";', byFence],
  ["domain/any.ts", "export type Loose = any;", "typescript(no-explicit-any)"],
  [
    "domain/floating.ts",
    "export const lose = (): void => {\n  Promise.resolve(1);\n};",
    "typescript(no-floating-promises)",
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
  for (const [file, code] of kinds) await plant(`src/${file}`, code);
  refusals = await lint(project);
});

afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

test.each(folders)("src/%s may import what its row says and nothing else", (folder) => {
  for (const other of folders) {
    const own = other === folder && folder !== "adapters";
    const legal = own || mayImport[folder]?.includes(other) === true;
    const inTests = legal || (other === "adapters" && folder !== "web");
    const file = `src/${folder}/takes-${other}`;
    expect.soft(refusals.get(`${file}.ts`) ?? [], file).toEqual(legal ? [] : [byFence]);
    expect.soft(refusals.get(`${file}.test.ts`) ?? [], file).toEqual(inTests ? [] : [byFence]);
  }
});

test.each(kinds)("src/%s: %s", (file, _code, refusedBy) => {
  expect(refusals.get(`src/${file}`) ?? []).toEqual(refusedBy === null ? [] : [refusedBy]);
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
