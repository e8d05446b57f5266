import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { toNovelRow } from "#/adapters/sqlite/novel-row.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import type { FilledStore, Operations } from "./growth.ts";
import type { Library } from "./library.ts";

const novelsPerTransaction = 1_000;

/**
 * A SQLite Store in a folder of its own, filled by bulk inserts past the port (through it, five
 * million events would take hours) into the schema that the adapter itself has made.
 */
export async function fillSqlite(library: Library): Promise<FilledStore> {
  await using undoing = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-bench-"));
  undoing.defer(() => rm(dataDir, { recursive: true }));
  const file = join(dataDir, "colophon.sqlite");
  const start = performance.now();
  await (await createSqliteStore({ dataDir })).close();
  insertAll(file, library);
  const seconds = (performance.now() - start) / 1_000;
  const store = undoing.adopt(await createSqliteStore({ dataDir }), ({ close }) => close());
  const database = undoing.adopt(new DatabaseSync(file), (opened) => opened.close());
  const { novels, events } = library.size;
  const megabytes = (await stat(file)).size / 1e6;
  const kept = undoing.move();
  return {
    store,
    bare: bareOperations(database),
    filled: `${novels} novels, ${events} events, ${megabytes.toFixed(0)} MB in ${seconds.toFixed(0)} s`,
    close: () => kept.disposeAsync(),
  };
}

function insertAll(file: string, library: Library): void {
  using database = new DatabaseSync(file);
  database.exec("pragma synchronous = off");
  const columns = Object.keys(toNovelRow(library.novel(0)));
  const insertNovel = database.prepare(
    `insert into novels (${columns.join(", ")}) values (${columns.map((name) => `:${name}`).join(", ")})`,
  );
  const insertEvent = database.prepare("insert into events (novel_id, seq, doc) values (?, ?, ?)");
  for (let n = 0; n < library.size.novels; n += 1) {
    if (n % novelsPerTransaction === 0) database.exec("begin");
    const novel = library.novel(n);
    insertNovel.run(toNovelRow(novel));
    for (const event of library.events(novel))
      insertEvent.run(novel.id, event.seq, JSON.stringify(event));
    if ((n + 1) % novelsPerTransaction === 0 || n + 1 === library.size.novels)
      database.exec("commit");
  }
  database.exec("pragma wal_checkpoint(truncate)");
}

/** The least that SQLite can be asked for the same rows: none of them is parsed. */
function bareOperations(database: DatabaseSync): Operations {
  // As the Store does: a claim need not survive a power cut.
  database.exec("pragma synchronous = normal");
  const list = database.prepare("select * from novels where owner = ? order by id desc limit ?");
  const get = database.prepare("select * from novels where id = ?");
  const catchUp = database.prepare("select doc from events where novel_id = ? and seq > ?");
  const runnable = database.prepare(
    `select * from novels indexed by novels_runnable
     where lease_holder is null and step is not null and step <> 'approval'
       and status in ('queued', 'analysing', 'outlining', 'writing', 'finishing')
     order by coalesce(run_at, updated_at), id limit ?`,
  );
  const claim = database.prepare(
    `update novels set epoch = epoch + 1, lease_holder = 'worker-1', lease_beat = 0
     where id = ? and lease_holder is null returning *`,
  );
  return {
    list: async (owner, limit) => list.all(owner, limit).length,
    get: async (id) => (get.get(id) === undefined ? 0 : 1),
    catchUp: async (novelId, after) => catchUp.all(novelId, after).length,
    runnable: async (limit) => runnable.all(limit).length,
    claim: async (id) => Number(claim.get(id)?.["epoch"] ?? 0),
  };
}
