import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { novelId, readNovel } from "#/ports/store/records.fixture.ts";
import { storeContract } from "#/ports/store/store.contract.ts";
import { createSqliteStore } from "./store.ts";

storeContract("SQLite", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-store-"));
  const store = await createSqliteStore({ dataDir });
  return {
    store,
    async close() {
      await store.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});

describe("the SQLite store", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "colophon-store-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test("makes its directory when it is missing, for its owner only", async () => {
    const dataDir = join(directory, "deep", "data");
    const store = await createSqliteStore({ dataDir });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test("refuses the data of a newer Colophon and leaves the file free", async () => {
    const database = new DatabaseSync(join(directory, "colophon.sqlite"));
    database.exec("pragma user_version = 999");
    await expect(createSqliteStore({ dataDir: directory })).rejects.toThrow("version 999");
    // Impossible while anyone else has the file open.
    const alone = database.prepare("pragma journal_mode = delete").get();
    expect(alone).toEqual({ journal_mode: "delete" });
    database.close();
  });

  test("a process that is killed loses nothing that it was told is written", async () => {
    const fixtures = import.meta.resolve("#/ports/store/records.fixture.ts");
    const script = `
      import { createSqliteStore } from ${JSON.stringify(import.meta.resolve("./store.ts"))};
      import { acceptAndClaim, newIntent, tryIntend } from ${JSON.stringify(fixtures)};
      const store = await createSqliteStore({ dataDir: process.argv[1] });
      await acceptAndClaim(store);
      await tryIntend(store, newIntent());
      process.kill(process.pid, "SIGKILL");`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script, directory]);
    const [, signal] = (await once(child, "exit")) as [number | null, string | null];
    expect(signal).toBe("SIGKILL");

    const store = await createSqliteStore({ dataDir: directory });
    expect(await readNovel(store)).toMatchObject({ epoch: 1, lease: { holder: "worker-1" } });
    expect(await store.ledger.calls(novelId(1))).toMatchObject([{ outcome: "intent" }]);
    await store.close();
  });
});
