import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "#/contract/problem.ts";
import { makePrivate } from "./make-private.ts";
import { isBusy } from "./store-error.ts";

const busyTimeoutMs = 2_000;
const journalModeTries = 100;
const journalModePauseMs = 20;

/**
 * Opens a database file whose commits survive a power cut; makes it, and its directory, if missing.
 * Throws `store-unavailable`, naming the file, when it cannot.
 */
export async function openDatabase(file: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    makePrivate(file);
    database = new DatabaseSync(file);
    await writeAhead(database);
    database.exec(`pragma synchronous = full; pragma busy_timeout = ${busyTimeoutMs}`);
    return database;
  } catch (error) {
    database?.close();
    throw new ProblemError("store-unavailable", `The database ${file} cannot be opened.`, {
      cause: error,
    });
  }
}

async function writeAhead(database: DatabaseSync): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      database.exec("pragma journal_mode = wal");
      return;
    } catch (error) {
      // Two first openers at once. A busy timeout does not hold for this pragma.
      if (!isBusy(error) || tries === journalModeTries) throw error;
      await sleep(journalModePauseMs);
    }
  }
}
