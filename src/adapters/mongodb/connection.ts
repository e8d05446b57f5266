import { setTimeout as sleep } from "node:timers/promises";
import { type ClientSession, MongoClient, type MongoClientOptions, ObjectId } from "mongodb";
import { type Collections, auditHead, openCollections } from "./collections.ts";
import { type PoolCounts, watchPools } from "./pool-counts.ts";
import {
  isSocketError,
  isStoreUnavailable,
  isTransient,
  storeError,
  storeUnavailable,
} from "./store-error.ts";
import { createTurns } from "./turns.ts";
import { operationMs, withinOperation } from "./within-operation.ts";

const longestPauseMs = 32;

/** No wait of the driver is longer than an operation may be: its own `timeoutMS` has no effect (docs/decisions/0003). */
const options = {
  appName: "colophon",
  connectTimeoutMS: operationMs,
  ignoreUndefined: true,
  maxPoolSize: 50,
  // How soon a server is asked again after a connection to it broke.
  minHeartbeatFrequencyMS: 100,
  readConcern: { level: "majority" },
  readPreference: "primary",
  serverSelectionTimeoutMS: 1_000,
  waitQueueTimeoutMS: 1_000,
  writeConcern: { w: "majority" },
} as const satisfies MongoClientOptions;

/** One attempt of a transaction. */
export interface Transaction {
  session: ClientSession;
  /** To be left on the novel's document, so that the attempt is known by it. */
  mark: string;
  /** Takes back what was written; for a `result` that has nothing to write after all. */
  discard<Result>(result: Result): Result;
}

/** One client of the database. Every method throws as the Store port says, in time while it is away. */
export interface Connection {
  collections: Collections;
  /** Runs operations that need no transaction. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` in one transaction, whole or not at all, again when others wrote the same meanwhile.
   * It leaves its mark on `novel`'s document, or on the audit log's head where all that it writes is
   * audited: a commit that was not answered is settled by reading that back. Transactions of one `turn` do not run at once in this process, and when one cannot reach
   * the database, those that wait for it fail with it.
   */
  transaction<Result>(
    of: { novel: string; turn?: string } | { audited: true },
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result>;
  /** The driver's connections as they are now. */
  poolCounts(): PoolCounts;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A client for one job, whose statements may take their time. Nothing is sent before it is used. */
export function openClient(uri: string, more: MongoClientOptions = {}): MongoClient {
  return new MongoClient(uri, { ...options, ...more });
}

/** The database that a URI names, `colophon` when it names none. */
export function databaseOf(uri: string): string {
  return decodeURIComponent(/^[^/]*\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? "colophon");
}

/** Opens a client whose operations take `withinMs` at most; whoever closes the connection closes it. */
export function createConnection(uri: string, withinMs: number = operationMs): Connection {
  const client = openClient(uri, {
    socketTimeoutMS: withinMs,
    waitQueueTimeoutMS: Math.max(options.waitQueueTimeoutMS, withinMs - operationMs),
  });
  const poolCounts = watchPools(client);
  const db = client.db(databaseOf(uri));
  const collections = openCollections(db);
  const turns = createTurns(isStoreUnavailable);

  /** Runs `work` in transactions of one session, each of which ends the one before it, until one is whole. */
  async function attempt<Result>(
    session: ClientSession,
    deadline: number,
    isMarked: (mark: string) => Promise<boolean>,
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    /** The results of attempts whose commit was not answered. */
    const unanswered = new Map<string, Result>();
    let failure: unknown = storeUnavailable(new Error("too late to commit"));
    for (let pauseMs = 1; performance.now() < deadline; pauseMs *= 2) {
      let committing = false;
      try {
        session.startTransaction({ readConcern: { level: "snapshot" } });
        for (const [mark, result] of unanswered) {
          if (!(await isMarked(mark))) continue;
          // Until a majority has acknowledged what was read, a new primary may not have it.
          committing = true;
          await session.commitTransaction();
          return result;
        }
        let discarded = false;
        const mark = new ObjectId().toHexString();
        const discard = <Nothing>(nothing: Nothing) => {
          discarded = true;
          return nothing;
        };
        const result = await work({ session, mark, discard });
        if (discarded) return result;
        // By then the caller has been told that it failed.
        if (performance.now() >= deadline) break;
        committing = true;
        unanswered.set(mark, result);
        await session.commitTransaction();
        return result;
      } catch (error) {
        if (!committing && !isTransient(error)) throw error;
        failure = error;
      } finally {
        if (session.inTransaction()) await session.abortTransaction();
      }
      await sleep(Math.min(pauseMs, longestPauseMs));
    }
    throw failure;
  }

  /** Looks for a mark where the transaction leaves it. */
  function witness(of: { novel: string } | { audited: true }, session: ClientSession) {
    const { novels, heads } = collections;
    return async (mark: string) => {
      const found =
        "novel" in of
          ? await novels.findOne({ _id: of.novel, marks: mark }, { session })
          : await heads.findOne({ _id: auditHead, marks: mark }, { session });
      return found !== null;
    };
  }

  /** Ends `work` in time, with errors that the Store port knows. */
  async function answer<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await withinOperation(work, withinMs);
    } catch (error) {
      throw storeError(error);
    }
  }

  return {
    collections,
    run(work) {
      const deadline = performance.now() + withinMs;
      return answer(async () => {
        for (let pauseMs = 1; ; pauseMs *= 2) {
          try {
            return await work();
          } catch (error) {
            // What else breaks connections the driver itself tries again.
            if (!isSocketError(error) || performance.now() >= deadline) throw error;
          }
          await sleep(Math.min(pauseMs, longestPauseMs));
        }
      });
    },

    transaction(of, work) {
      const turn = "novel" in of ? (of.turn ?? of.novel) : auditHead;
      return turns.take(turn, () => {
        const deadline = performance.now() + withinMs;
        return answer(() =>
          client.withSession((session) => attempt(session, deadline, witness(of, session), work)),
        );
      });
    },

    poolCounts,
    ping: () => answer(async () => void (await db.command({ ping: 1 }))),
    close: () => client.close(),
  };
}
