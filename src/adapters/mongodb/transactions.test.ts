import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  acceptAndClaim,
  acceptNovel,
  cause,
  endLease,
  intend,
  moment,
  newChange,
  newChapter,
  newIntent,
  newNovel,
  newReservation,
  newSettlement,
  newTurn,
  novelId,
  readNovel,
  tryIntend,
} from "#/ports/store/records.fixture.ts";
import type { Store } from "#/ports/store/store.ts";
import { type MongoProxy, startMongoProxy } from "#test/faults/mongo-proxy.ts";
import { type MongoDatabase, makeMongoDatabase, noMongo } from "#test/harness/mongo-database.ts";
import { patienceMs } from "#test/harness/patience.ts";
import { createMongoStore } from "./store.ts";

let database: MongoDatabase;

beforeAll(async () => {
  if (!noMongo) database = await makeMongoDatabase();
});
beforeEach(({ skip }) => {
  if (noMongo) skip(noMongo);
});
afterEach(() => database?.empty());
afterAll(() => database?.drop());

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("processes that write the same novel at once", () => {
  let stores: Store[];
  let store: Store;

  beforeEach(async () => {
    stores = await Promise.all(
      upTo(4).map(() => createMongoStore({ uri: database.uri, operationMs: patienceMs })),
    );
    [store] = stores as [Store];
  });
  afterEach(() => Promise.all(stores.map((open) => open.close())));

  /** Runs `work` for 1 to `count`, each on another of the stores than the one before. */
  const everywhere = <Result>(
    count: number,
    work: (on: Store, n: number) => Promise<Result>,
  ): Promise<Result[]> =>
    Promise.all(upTo(count).map((n) => work(stores[n % stores.length] ?? store, n)));

  test("twenty changes of one version: one is written, the others are stale", async () => {
    const claimed = await acceptAndClaim(store);
    const changes = await everywhere(20, (on, n) =>
      on.novels.applyCommand(claimed, newChange({ set: { round: n } })),
    );
    const won = changes.filter(({ outcome }) => outcome === "committed");
    expect(won).toMatchObject([{ novel: await readNovel(store) }]);
    const log = await store.log.read({ novelId: claimed.id, after: 0, limit: 10 });
    expect(log?.items.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test("twenty calls: each is reserved and charged once, and a commit meanwhile loses nothing", async () => {
    const claimed = await acceptAndClaim(store);
    const [, ...settled] = await Promise.all([
      store.novels.commitStep(claimed, newChange(), { keepLease: true }),
      ...upTo(20).map(async (n) => {
        const on = stores[n % stores.length] ?? store;
        let intended = await tryIntend(on, newIntent({ key: `key-${n}` }));
        // The commit came between the read and the intent.
        while (intended.outcome === "stale")
          intended = await tryIntend(on, newIntent({ key: `key-${n}` }));
        const id = intended.outcome === "written" ? intended.id : "";
        return on.ledger.settle(id, newSettlement({ costNanoUsd: n }));
      }),
    ]);
    expect(settled).toEqual(upTo(20).map(() => "intent"));
    const novel = { spentNanoUsd: 210, reservedNanoUsd: 0, lastSeq: 2, lease: claimed.lease };
    expect(await readNovel(store)).toMatchObject(novel);
  });

  test("twenty attempts of one call have twenty numbers", async () => {
    await acceptAndClaim(store);
    const intended = await everywhere(20, (on) => tryIntend(on, newIntent()));
    const attempts = intended.map((each) => (each.outcome === "written" ? each.attempt : 0));
    expect(attempts.toSorted((a, b) => a - b)).toEqual(upTo(20));
  });

  test("claims of one owner's novels go no further than its bound, its first ones too", async () => {
    await Promise.all(upTo(12).map((n) => acceptNovel(store, { id: novelId(n) })));
    const claim = {
      holder: "worker",
      at: moment(10),
      pins: {},
      activePerOwner: 2,
      turn: newTurn(),
    };
    const claims = await everywhere(12, (on, n) => on.novels.claim(novelId(n), claim));
    expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(2);
    expect(await store.novels.leases()).toHaveLength(2);
  });

  test("forty copies under one key make one novel", async () => {
    const accepted = await everywhere(40, (on, n) =>
      on.novels.accept(newNovel({ id: novelId(n), idempotencyKey: "key", bodyHash: "hash" }), {
        cause,
        events: [],
      }),
    );
    expect(accepted.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
    const { items } = await store.novels.list({ owner: "owner-1", limit: 100 });
    expect(accepted).toMatchObject(accepted.map(() => ({ novel: items[0] })));
  });

  test("a day's limit holds", async () => {
    const call = (n: number) => newReservation({ id: `call-${n}`, nanoUsd: 150 });
    const granted = await everywhere(20, (on, n) => on.days.reserve("2026-11-23", call(n), 1_000));
    expect(granted.filter(Boolean)).toHaveLength(6);
    await everywhere(20, (on, n) => on.days.settle("2026-11-23", call(n), 100));
    const spending = { reservedNanoUsd: 0, spentNanoUsd: 600 };
    expect(await store.days.read("2026-11-23")).toEqual(spending);
  });
});

describe("a network that loses messages", () => {
  let proxy: MongoProxy;
  let store: Store;

  beforeEach(async () => {
    proxy = await startMongoProxy({ target: database.target });
    store = await createMongoStore({ uri: database.uriThrough(proxy.port) });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
  });

  interface Case {
    operation: string;
    prepare: () => Promise<unknown>;
    run: () => Promise<unknown>;
    answer: unknown;
    novel: object;
    calls?: object[];
  }
  const cases: Case[] = [
    {
      operation: "accept",
      prepare: async () => {},
      run: () => store.novels.accept(newNovel(), { cause, events: newChange().events }),
      answer: { outcome: "created", events: [{ seq: 1 }] },
      novel: { lastSeq: 1 },
    },
    {
      operation: "claim",
      prepare: () => acceptNovel(store),
      run: () =>
        store.novels.claim(novelId(1), {
          holder: "worker-1",
          at: moment(9),
          pins: {},
          activePerOwner: 1,
          turn: newTurn(),
        }),
      answer: { epoch: 1, lease: { holder: "worker-1", beat: 0 } },
      novel: { epoch: 1 },
    },
    {
      operation: "commitStep",
      prepare: () => acceptAndClaim(store),
      run: async () =>
        store.novels.commitStep(await readNovel(store), newChange({ chapters: [newChapter()] })),
      answer: { outcome: "committed", events: [{ seq: 2 }], novel: { lastSeq: 2, lease: null } },
      novel: { lastSeq: 2, lease: null },
    },
    {
      operation: "intend",
      prepare: () => acceptAndClaim(store),
      run: () => tryIntend(store, newIntent()),
      answer: { outcome: "written", attempt: 1 },
      novel: { reservedNanoUsd: 5_000 },
      calls: [{ attempt: 1 }],
    },
    {
      operation: "settle",
      prepare: async () => {
        await acceptAndClaim(store);
        await intend(store, { key: "a" });
      },
      run: () => store.ledger.settle("a:1", newSettlement()),
      answer: "intent",
      novel: { reservedNanoUsd: 0, spentNanoUsd: 3_000 },
      calls: [{ outcome: "accepted" }],
    },
    {
      operation: "abandon",
      prepare: async () => {
        await acceptAndClaim(store);
        await intend(store);
        await endLease(store);
      },
      run: () => store.ledger.abandon(novelId(1)),
      answer: [{ calls: 1, nanoUsd: 5_000 }],
      novel: { reservedNanoUsd: 0, spentNanoUsd: 5_000 },
      calls: [{ outcome: "unknown" }],
    },
  ];

  describe.each(["answer", "request"] as const)("the %s of a commit", (what) => {
    test.each(cases)("$operation is done once and answered as if nothing were", async (each) => {
      await each.prepare();
      const lost = proxy.lose(what, "commitTransaction");
      const answer = await each.run();
      await lost;
      expect({ answer }).toMatchObject({ answer: each.answer });
      expect(await readNovel(store)).toMatchObject(each.novel);
      expect(await store.ledger.calls(novelId(1))).toMatchObject(each.calls ?? []);
    });
  });

  test("a copy of a submit is told of the novel once a majority has it, though the first answer to that is lost", async () => {
    const draft = newNovel({ idempotencyKey: "key", bodyHash: "hash" });
    await store.novels.accept(draft, { cause, events: [] });
    const lost = proxy.lose("answer", "commitTransaction");
    const copy = await store.novels.accept({ ...draft, id: novelId(2) }, { cause, events: [] });
    await lost;
    expect(copy).toMatchObject({ outcome: "replayed", novel: { id: novelId(1) } });
  });

  test("the answer to a write within a transaction: it is taken back and runs again", async () => {
    const claimed = await acceptAndClaim(store);
    const lost = proxy.lose("answer", "insert");
    const committed = await store.novels.commitStep(claimed, newChange());
    await lost;
    expect(committed).toMatchObject({ outcome: "committed", novel: { lastSeq: 2 } });
  });

  test("the answer to a day's first document: it is there, and is taken as written", async () => {
    const lost = proxy.lose("answer", "insert");
    const day = "2026-11-23";
    expect(await store.days.reserve(day, newReservation({ nanoUsd: 5 }), 9)).toBe(true);
    await lost;
    expect(await store.days.read(day)).toEqual({ reservedNanoUsd: 5, spentNanoUsd: 0 });
  });
});
