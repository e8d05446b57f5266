import { MongoClient } from "mongodb";
import { openCollections, padded } from "#/adapters/mongodb/collections.ts";
import { createMongoStore } from "#/adapters/mongodb/store.ts";
import { makeMongoDatabase } from "#test/harness/mongo-database.ts";
import type { FilledStore, Operations } from "./growth.ts";
import type { Library } from "./library.ts";

const novelsPerBatch = 500;

/** A MongoDB Store in a database of its own, filled by bulk inserts past the port into the adapter's own schema. */
export async function fillMongodb(library: Library): Promise<FilledStore> {
  await using undoing = new AsyncDisposableStack();
  const { uri } = undoing.adopt(await makeMongoDatabase(), ({ drop }) => drop());
  const start = performance.now();
  const store = undoing.adopt(await createMongoStore({ uri }), ({ close }) => close());
  const client = undoing.adopt(new MongoClient(uri), (opened) => opened.close());
  await insertAll(client, library);
  const seconds = (performance.now() - start) / 1_000;
  const { novels, events } = library.size;
  const kept = undoing.move();
  return {
    store,
    bare: bareOperations(client),
    filled: `${novels} novels, ${events} events in ${seconds.toFixed(0)} s`,
    close: () => kept.disposeAsync(),
  };
}

async function insertAll(client: MongoClient, library: Library): Promise<void> {
  const { novels, events } = openCollections(client.db());
  for (let from = 0; from < library.size.novels; from += novelsPerBatch) {
    const length = Math.min(novelsPerBatch, library.size.novels - from);
    const batch = Array.from({ length }, (_, index) => library.novel(from + index));
    await novels.insertMany(
      batch.map(({ id, ...record }) => ({
        ...record,
        _id: id,
        waitsSince: record.step === null ? null : record.updatedAt,
        active: false,
        marks: [],
      })),
    );
    await events.insertMany(
      batch.flatMap((novel) =>
        library
          .events(novel)
          .map((event) => ({ ...event, _id: `${novel.id}:${padded(event.seq)}` })),
      ),
    );
  }
}

/** The least that MongoDB can be asked for the same documents: outside of transactions, each with one command. */
function bareOperations(client: MongoClient): Operations {
  const { novels, events } = openCollections(client.db());
  return {
    list: async (owner, limit) =>
      (await novels.find({ owner }).sort({ _id: -1 }).limit(limit).toArray()).length,
    get: async (_id) => ((await novels.findOne({ _id })) === null ? 0 : 1),
    catchUp: async (novelId, after) => {
      const missed = { $gt: `${novelId}:${padded(after)}`, $lt: `${novelId};` };
      return (await events.find({ _id: missed }).sort({ _id: 1 }).toArray()).length;
    },
    runnable: async (limit) => {
      const waiting = novels.find({ waitsSince: { $gt: "" } }).sort({ waitsSince: 1, _id: 1 });
      return (await waiting.limit(limit).toArray()).length;
    },
    claim: async (_id) => {
      const claimed = await novels.findOneAndUpdate(
        { _id, lease: null },
        { $inc: { epoch: 1 }, $set: { lease: { holder: "worker-1", beat: 0 }, waitsSince: null } },
        { returnDocument: "after" },
      );
      return claimed?.epoch ?? 0;
    },
  };
}
