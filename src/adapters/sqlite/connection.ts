import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { storeError, storeUnavailable } from "./store-error.ts";

export type Parameters = Record<string, SQLInputValue>;

/** A prepared statement, made once and used for ever. `run` returns how many rows it changed. */
export interface Statement<Row> {
  get(parameters?: Parameters): Row | undefined;
  all(parameters?: Parameters): Row[];
  /** Reads row by row, no further than is asked for. Whoever iterates must not await. */
  iterate(parameters?: Parameters): Iterable<Row>;
  run(parameters?: Parameters): number;
}

/** One SQLite connection. Every method throws as the Store port says. */
export interface Connection {
  prepare<Row = never>(sql: string): Statement<Row>;
  execute(sql: string): void;
  /**
   * Runs `work` in one write transaction, whole or not at all. `work` must not await: what other
   * requests wrote meanwhile on this connection would become part of it.
   */
  transaction<Result>(work: () => Result): Result;
  /**
   * Runs `work`, which must not await, without waiting for the disk: a killed process loses nothing of
   * it, a power cut may, unless something was written after it in the ordinary way, which brings it along.
   */
  unsynced<Result>(work: () => Result): Result;
  close(): void;
}

/** Wraps an open database; whoever closes the connection closes it. */
export function createConnection(database: DatabaseSync): Connection {
  function attempt<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw failure(error);
    }
  }

  function failure(error: unknown): unknown {
    return database.isOpen ? storeError(error) : storeUnavailable(error);
  }

  function* rowsOf<Row>(statement: StatementSync, parameters: Parameters): Generator<Row> {
    try {
      for (const row of statement.iterate(parameters)) yield row as Row;
    } catch (error) {
      throw failure(error);
    }
  }

  function prepare<Row = never>(sql: string): Statement<Row> {
    const statement = attempt(() => database.prepare(sql));
    return {
      get: (parameters = {}) => attempt(() => statement.get(parameters) as Row | undefined),
      all: (parameters = {}) => attempt(() => statement.all(parameters) as Row[]),
      iterate: (parameters = {}) => rowsOf(statement, parameters),
      run: (parameters = {}) => attempt(() => Number(statement.run(parameters).changes)),
    };
  }

  const begin = prepare("begin immediate");
  const commit = prepare("commit");
  const rollback = prepare("rollback");

  return {
    prepare,
    execute: (sql) => attempt(() => database.exec(sql)),
    transaction(work) {
      begin.run();
      try {
        const result = work();
        commit.run();
        return result;
      } catch (error) {
        // After some errors (a full disk is one) SQLite has rolled back by itself.
        if (database.isTransaction) rollback.run();
        throw error;
      }
    },
    unsynced(work) {
      return attempt(() => {
        database.exec("pragma synchronous = normal");
        try {
          return work();
        } finally {
          database.exec("pragma synchronous = full");
        }
      });
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}
