import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import type { Change } from "#/ports/store/novels.ts";
import {
  acceptAndClaim,
  intend,
  newArtifact,
  newChange,
  newChapter,
  newSettlement,
  readNovel,
} from "#/ports/store/records.fixture.ts";
import { compileBook } from "./compile-book.ts";

async function open() {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-book-"));
  const store = await createSqliteStore({ dataDir });
  onTestFinished(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const { id } = await acceptAndClaim(store, { notice: "Written by a demo." });
  const change = async (more: Partial<Change>) => {
    const { lastSeq } = await readNovel(store, id);
    await store.novels.applyCommand({ id, lastSeq }, newChange(more));
  };
  return { store, id, change };
}

it("has the newest text of the finished chapters, in order, and how it was made", async () => {
  const { store, id, change } = await open();
  const last = { promptVersion: "scene@2", createdAt: "2026-01-01T01:00:00.000Z" };
  await change({ chapters: [newChapter({ number: 2, title: "Two", text: "Second.", words: 1 })] });
  await change({ chapters: [newChapter({ text: "Draft." })] });
  await change({
    set: { status: "completed", step: null },
    chapters: [newChapter({ ...last, revision: 2, text: "First.", words: 1 })],
    artifacts: [newArtifact(), newArtifact({ number: 1, callIds: [], promptVersion: "by-hand" })],
  });
  // Renamed long after it was finished.
  await change({ at: "2026-02-01T00:00:00.000Z", set: { title: "The Road of Salt" } });
  for (const model of ["model-b", "model-a", "model-b"]) {
    const attempt = await intend(store, { model, key: `${id}:${model}` });
    await store.ledger.settle(attempt, newSettlement({ costNanoUsd: 1_500_000 }));
  }
  expect(await compileBook(store, await readNovel(store, id))).toEqual({
    title: "The Road of Salt",
    genre: "fantasy",
    notice: "Written by a demo.",
    language: "en",
    chapters: [
      { number: 1, title: "The Road", text: "First." },
      { number: 2, title: "Two", text: "Second." },
    ],
    colophon: {
      novelId: id,
      createdAt: "2026-01-01T00:00:00.000Z",
      finishedAt: "2026-01-01T01:00:00.000Z",
      status: "completed",
      words: 2,
      models: ["model-a", "model-b"],
      promptVersions: ["outline@1", "scene@1", "scene@2"],
      calls: 3,
      costUsd: 0.0045,
      traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    },
  });
});

it("is a title and a colophon before anything is written", async () => {
  const { store, id } = await open();
  expect(await compileBook(store, await readNovel(store, id))).toMatchObject({
    title: "The Salt Road",
    chapters: [],
    colophon: { finishedAt: null, status: "queued", words: 0, models: [], calls: 0, costUsd: 0 },
  });
});
