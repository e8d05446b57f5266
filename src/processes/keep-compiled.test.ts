import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("what Node compiles is kept where only who installed the program can put anything", () => {
  const file = join(import.meta.dirname, "keep-compiled.ts");
  const program = `import { keepCompiled } from ${JSON.stringify(file)}; import { getCompileCacheDir } from "node:module"; keepCompiled(); console.log(getCompileCacheDir());`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    // It could name another folder.
    env: {},
  });
  const folder = join(import.meta.dirname, "../../node_modules/.cache/colophon-compiled");
  expect(stdout.startsWith(folder)).toBe(true);
});

test.each(["embedded", "api", "worker"])(
  "the %s process imports nothing before it keeps what is compiled",
  (kind) => {
    const text = readFileSync(join(import.meta.dirname, `${kind}.ts`), "utf8");
    expect(text.match(/^import .*$/gm)).toEqual([
      'import { keepCompiled } from "./keep-compiled.ts";',
    ]);
    expect(text.indexOf("keepCompiled();")).toBeLessThan(text.indexOf("await import("));
  },
);
