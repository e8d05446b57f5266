import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Rolldown, build } from "vite";
import { expect, test } from "vitest";

/** The built web app as it would be written, by path; what is only copied comes from where it lies. */
async function builtFiles(): Promise<ReadonlyMap<string, string>> {
  const { output } = (await build({
    build: { write: false },
    logLevel: "silent",
  })) as Rolldown.RolldownOutput;
  const files = output.map((file) => {
    const content = file.type === "chunk" ? file.code : file.source;
    return [file.fileName, String(content)] as const;
  });
  return new Map([
    ...files,
    ["theme.js", readFileSync("src/web/public/theme.js", "utf8")] as const,
  ]);
}

test("the built page names the content of each of its scripts, and there is no source map", async () => {
  const files = await builtFiles();
  const page = files.get("index.html") ?? "";
  const scripts = [...page.matchAll(/<script [^>]*src="\/([^"]+)" integrity="([^"]+)"/g)];
  expect(scripts).toHaveLength(page.split("<script").length - 1);
  expect(scripts.length).toBeGreaterThan(1);
  for (const [, file = "", integrity] of scripts) {
    const hash = createHash("sha384")
      .update(files.get(file) ?? "")
      .digest("base64");
    expect([file, integrity]).toEqual([file, `sha384-${hash}`]);
  }
  for (const [file, text] of files)
    expect([file, file.endsWith(".map") || text.includes("sourceMappingURL=")]).toEqual([
      file,
      false,
    ]);
});
