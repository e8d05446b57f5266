import { sceneBreak } from "#/contract/scene-break.ts";

/** A chapter's text as every book format prints it; a line end inside a paragraph is meant. */
export type Block = { kind: "paragraph"; lines: string[] } | { kind: "scene-break" };

const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
const controls = /\p{Cc}/gu;

/** Takes a chapter's text apart. What no document may hold (control characters, lone surrogates) is replaced. */
export function chapterBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  for (const line of [...text.split(lineEnd).map(printable), ""]) {
    if (line !== "" && line !== sceneBreak) {
      lines.push(line);
      continue;
    }
    if (lines.length > 0) blocks.push({ kind: "paragraph", lines });
    lines = [];
    if (line === sceneBreak) blocks.push({ kind: "scene-break" });
  }
  return blocks;
}

/** A title or a name as one line. */
export function oneLine(text: string): string {
  return text.split(lineEnd).map(printable).join(" ").trim();
}

function printable(line: string): string {
  return line.replaceAll(controls, " ").toWellFormed().trim();
}
