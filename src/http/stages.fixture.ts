import type { ChapterSummary, OutlineChapter } from "#/contract/novel.ts";
import type { Artifact, ChapterRevision } from "#/ports/store/novels.ts";

const at = "2026-01-01T00:05:00.000Z";

export function outlineChapters(count: number): OutlineChapter[] {
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    title: `Chapter the ${index + 1}`,
    pointOfView: "Mara, close third person",
    summary: "The lamp shows a ship.",
    beats: ["She lights the lamp.", "A ship appears."],
    targetWords: 500,
  }));
}

/** What a novel's row says once there is an outline of `count` chapters. */
export function outlined(count: number): { outlineRevision: number; chapters: ChapterSummary[] } {
  return {
    outlineRevision: 1,
    chapters: outlineChapters(count).map(({ number, title, targetWords }) => ({
      number,
      title,
      targetWords,
      status: "planned",
      words: 0,
      revision: 0,
      attempts: 0,
    })),
  };
}

/** What the outline step brings. */
export function anOutline(count: number): { artifacts: Artifact[] } {
  const chapters = outlineChapters(count);
  return { artifacts: [artifact("outline", 0, { chapters }, "outline-chapters@1")] };
}

export function artifact(
  kind: Artifact["kind"],
  number: number,
  data: unknown,
  promptVersion: string,
): Artifact {
  return { kind, number, revision: 1, data, promptVersion, callIds: ["a-call:1"], createdAt: at };
}

/** What the step of chapter `number` brings. */
export function aChapter(number: number, revision = 1): { chapters: ChapterRevision[] } {
  const text = `The lamp of chapter ${number}, revision ${revision}, burned all night.`;
  return {
    chapters: [
      {
        number,
        revision,
        title: `Chapter the ${number}`,
        text,
        words: 9,
        model: "a-model",
        promptVersion: "draft-scene@1",
        quality: { number, words: 9, targetWords: 500, distinct3: 1, repeatedSentences: 0 },
        callIds: ["a-call:1"],
        createdAt: at,
      },
    ],
  };
}
