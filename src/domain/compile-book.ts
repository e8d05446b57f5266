import { artifactKinds, type NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { toUsd } from "./money.ts";

/** The book as far as it is written, with what its colophon page tells of the making. */
export async function compileBook(store: Store, novel: NovelRecord) {
  const { id, params, notice, status, createdAt } = novel;
  const [chapters, sums, ...artifacts] = await Promise.all([
    store.novels.chapters(id),
    store.ledger.sums(id),
    ...artifactKinds.map(async (kind) => store.novels.artifacts(id, kind)),
  ]);
  // What a person wrote or edited has no calls, and no prompt.
  const prompted = [...artifacts.flat(), ...chapters].filter(({ callIds }) => callIds.length > 0);
  const newestText =
    chapters
      .map((chapter) => chapter.createdAt)
      .toSorted()
      .at(-1) ?? null;
  return {
    title: novel.title,
    genre: params.genre,
    notice,
    language: "en" as const,
    chapters: chapters.map(({ number, title, text }) => ({ number, title, text })),
    colophon: {
      novelId: id,
      createdAt,
      finishedAt: status === "completed" ? newestText : null,
      status,
      words: chapters.reduce((words, chapter) => words + chapter.words, 0),
      models: distinct(sums.map(({ model }) => model)),
      promptVersions: distinct(prompted.map(({ promptVersion }) => promptVersion)),
      calls: sums.reduce((calls, sum) => calls + sum.calls, 0),
      costUsd: toUsd(novel.spentNanoUsd),
      traceId: parseTraceparent(novel.traceparent).traceId,
    },
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted();
}
