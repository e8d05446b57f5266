import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { startModelServer } from "#test/faults/model-server.ts";
import { mountSmallDisk } from "#test/harness/small-disk.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(dataDir: string) {
  const server = await startModelServer({ latencyMs: 40 });
  closers.push(server.close);
  const colophon = await startColophon({
    dataDir,
    env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model" },
  });
  closers.push(() => colophon.kill());
  return { server, visitor: visit(colophon.url), colophon };
}

const novel = {
  title: "The Borrowed Page",
  premise: "An archivist finds a page in her archive that nobody has written yet.",
  genre: "mystery",
  targetWordCount: 2_000,
  targetChapters: 2,
};

test("a full disk: 507, no call is paid for in vain, and all goes on by itself when there is room", async ({
  skip,
}) => {
  const disk = mountSmallDisk(8);
  if (disk === undefined) return skip("file systems cannot be mounted here");
  closers.push(() => {
    disk.remove();
  });
  const { server, visitor, colophon } = await start(disk.folder);
  const { id } = await visitor.createNovel({ targetWordCount: 6_000, targetChapters: 6 });
  await visitor.eventsUntil(id, "chapter.completed");
  disk.fill();

  let refused = await visitor.send("POST", "/api/novel", novel);
  // What SQLite had set aside in its log may still take a few rows.
  for (let tries = 0; refused.status === 202 && tries < 200; tries += 1)
    refused = await visitor.send("POST", "/api/novel", {
      ...novel,
      premise: "full ".repeat(4_000),
    });
  expect(refused.status).toBe(507);
  expect(await refused.json()).toMatchObject({ code: "storage-full", status: 507 });
  await sleep(500);
  const asked = server.requests.length;
  await sleep(1_500);
  expect(server.requests.length - asked, "calls made on a full disk").toBeLessThanOrEqual(1);
  expect((await visitor.send("GET", `/api/novel/${id}`)).status, "reads go on").toBe(200);

  disk.free();
  const events = await visitor.eventsUntil(id, "novel.completed", 60_000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect((await visitor.send("POST", "/api/novel", novel)).status).toBe(202);
  const answered = server.requests.filter((request) => request.answered);
  const first = answered.filter(({ body }) => !body.includes("full full"));
  expect(new Set(first.map(({ body }) => body)).size).toBe(first.length);
  expect(await colophon.stop()).toBe(0);
});

test("a locked database: 503 with Retry-After, and all goes on by itself when it is free", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-locked-"));
  closers.push(() => rm(dataDir, { recursive: true, force: true }));
  const { visitor } = await start(dataDir);
  const { id } = await visitor.createNovel({});
  const other = new DatabaseSync(join(dataDir, "colophon.sqlite"), { timeout: 5_000 });
  closers.push(() => {
    other.close();
  });
  other.exec("begin immediate");
  const refused = await visitor.send("POST", "/api/novel", novel);
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await refused.json()).toMatchObject({ code: "store-unavailable" });
  other.exec("rollback");
  await visitor.eventsUntil(id, "novel.completed", 60_000);
});
