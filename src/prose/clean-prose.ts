import { sceneBreak } from "#/contract/scene-break.ts";
import { isAnnouncement, isFence, isHeading, isNote } from "./model-chatter.ts";

const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const controlCharacters = /[^\P{Cc}\n]|\ufeff/gu;

/**
 * Takes off what models wrap around prose: a code fence round the whole, headings and announcements
 * at its beginning, paragraphs of notes to the reader at its end. Makes line ends, blank lines and scene breaks
 * uniform, and removes what no text may hold (control characters, lone surrogates). Emphasis marks
 * stay. In doubt a line stays: an odd line is better than a lost one. Cleaning twice changes nothing.
 */
export function cleanProse(text: string): string {
  const lines = text
    .replaceAll(lineEnds, "\n")
    .replaceAll(controlCharacters, (control) => (control === "\t" ? " " : ""))
    .toWellFormed()
    .split("\n")
    .map((line) => withUniformBreak(line.trimEnd()));
  const { first, end } = findProse(lines);
  const prose = lines.slice(first, end);
  return prose
    .filter((line, index) => line !== "" || prose[index - 1] !== "")
    .join("\n")
    .trim();
}

/** The prose is `lines[first]` up to before `lines[end]`: both ends are peeled down to a line of prose. */
function findProse(lines: readonly string[]): { first: number; end: number } {
  let first = 0;
  let end = lines.length;
  let fences = lines.filter(isFence).length;
  while (first < end) {
    const head = lines[first] ?? "";
    const foot = lines[end - 1] ?? "";
    if (separatesNothing(head) || isHeading(head) || isAnnouncement(head)) first += 1;
    else if (separatesNothing(foot)) end -= 1;
    else if (startOfNotes(lines, first, end) < end) end = startOfNotes(lines, first, end);
    else {
      const opened = isFence(head);
      const closed = end - first > 1 && isFence(foot);
      // One fence alone lost its other half; those inside the text belong to it.
      if (fences === 0 || fences !== Number(opened) + Number(closed)) break;
      first += Number(opened);
      end -= Number(closed);
      fences = 0;
    }
  }
  return { first, end };
}

/** Where the notes before `end` begin that are a paragraph of their own; `end` when there are none. */
function startOfNotes(lines: readonly string[], first: number, end: number): number {
  let start = end;
  while (start > first && isNote(lines[start - 1] ?? "")) start -= 1;
  const above = lines[start - 1] ?? "";
  return start === first || separatesNothing(above) || isFence(above) ? start : end;
}

function separatesNothing(line: string): boolean {
  return line === "" || line === sceneBreak;
}

const anyBreak = /^(?:([*_~#-])(?: ?\1){2,40}|⁂|❧)$/u;

function withUniformBreak(line: string): string {
  return anyBreak.test(line.trim()) ? sceneBreak : line;
}
