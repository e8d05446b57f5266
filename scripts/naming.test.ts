import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const folderOrFile = /^(?<name>[^.@]+)(?<version>@\d+)?(?<kinds>(\.[a-z]+)*)$/;
const emptyNames = /^(utils?|helpers?|lib|common|shared|misc|types|index)$/;

/** What is wrong with a source file's path, or undefined. A page's `index.html` is the web's own name. */
function faultOf(path: string): string | undefined {
  if (path.endsWith("/index.html")) return undefined;
  for (const part of path.split("/")) {
    const { name = "" } = folderOrFile.exec(part)?.groups ?? {};
    if (!kebabCase.test(name)) return `${part} is not kebab-case`;
    if (emptyNames.test(name)) return `${part} says nothing: name it for what it holds`;
  }
  return undefined;
}

test.each([
  ["src/domain/writeChapter.ts", "writeChapter.ts is not kebab-case"],
  ["src/domain/write_chapter.ts", "write_chapter.ts is not kebab-case"],
  ["src/Web/app.tsx", "Web is not kebab-case"],
  ["src/domain/write chapter.ts", "write chapter.ts is not kebab-case"],
  ["src/domain/utils.ts", "utils.ts says nothing: name it for what it holds"],
  ["src/http/helpers/a.ts", "helpers says nothing: name it for what it holds"],
  ["src/http/types.test.ts", "types.test.ts says nothing: name it for what it holds"],
  ["src/http/index.ts", "index.ts says nothing: name it for what it holds"],
  ["src/web/index.html", undefined],
  ["src/domain/prompts/draft-scene@2.ts", undefined],
  ["src/domain/write-chapter.test.ts", undefined],
])("%s: %s", (path, fault) => {
  expect(faultOf(path)).toBe(fault);
});

test("every file is kebab-case and named for what it holds", () => {
  const files = ["src", "scripts", "test", "bench"]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => !file.split("/").includes("node_modules"))
        .map((file) => `${folder}/${file}`),
    );
  expect(files.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
});
