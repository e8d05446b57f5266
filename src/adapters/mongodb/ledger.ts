import type { ClientSession } from "mongodb";
import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type {
  AbandonedCalls,
  CallIntent,
  CallOutcome,
  CallRecord,
  Intended,
  LedgerStore,
  LedgerSum,
  Settlement,
  StepCall,
} from "#/ports/store/ledger.ts";
import { type CallDocument, idsUnder } from "./collections.ts";
import type { Connection } from "./connection.ts";
import { novelUpdate } from "./novel-document.ts";
import { isDuplicate } from "./store-error.ts";

const unanswered = {
  answer: null,
  finishReason: null,
  reason: null,
  inputTokens: 0,
  outputTokens: 0,
  costNanoUsd: 0,
  durationMs: 0,
  firstTokenMs: null,
};

const fence = { epoch: 1, lease: 1 } as const;

/** What a `StepCall` is made of. */
const ofStep = {
  key: 1,
  attempt: 1,
  outcome: 1,
  round: 1,
  answer: 1,
  finishReason: 1,
} as const;

const answers: CallOutcome[] = ["accepted", "rejected"];

const isAnswer = (outcome: CallOutcome) => answers.includes(outcome);

/** The update of a novel whose calls set aside and cost so much more, or less. */
const account = (more: { reserved: number; spent: number }, mark: string) =>
  novelUpdate(
    {
      reservedNanoUsd: { $add: ["$reservedNanoUsd", more.reserved] },
      spentNanoUsd: { $add: ["$spentNanoUsd", more.spent] },
    },
    mark,
  );

/** The ledger's section of the Store. */
export function createLedger({
  collections: { novels, calls },
  run,
  transaction,
}: Connection): LedgerStore {
  /** Writes the intent as this attempt; fails as a duplicate where there is one. */
  function writeIntent(
    intent: CallIntent,
    lastSeq: number,
    attemptOf: (session: ClientSession) => Promise<number | null>,
  ): Promise<Intended> {
    const { key, novelId, epoch, reservedNanoUsd: reserved } = intent;
    const after = { $add: ["$spentNanoUsd", "$reservedNanoUsd", reserved] };
    const fits = { $lte: [after, { $ifNull: ["$budgetNanoUsd", Number.MAX_VALUE] }] };
    const held = { _id: novelId, epoch, lastSeq, lease: { $ne: null } };
    return transaction({ novel: novelId }, async ({ session, mark, discard }) => {
      const update = account({ reserved, spent: 0 }, mark);
      const { matchedCount } = await novels.updateOne({ ...held, $expr: fits }, update, {
        session,
      });
      if (matchedCount === 0) {
        const novel = await novels.findOne(held, { session });
        if (novel === null) return { outcome: "stale" };
        const left = (novel.budgetNanoUsd ?? Infinity) - novel.spentNanoUsd - novel.reservedNanoUsd;
        return { outcome: "over-budget", leftNanoUsd: Math.max(0, left) };
      }
      const attempt = await attemptOf(session);
      if (attempt === null) return discard({ outcome: "answered" });
      const id = `${key}:${attempt}`;
      const call = { ...intent, ...unanswered, _id: id, attempt, outcome: "intent" as const };
      await calls.insertOne(call, { session });
      return { outcome: "written", id, attempt };
    });
  }

  function readCharged(id: string): Promise<ChargedCall | null> {
    const projection = { novelId: 1, outcome: 1, reservedNanoUsd: 1, costNanoUsd: 1 } as const;
    return run(() => calls.findOne({ _id: id }, { projection }));
  }

  /** Settles the attempt if it is still as the caller knows it. */
  function settleFrom(id: string, known: ChargedCall, settlement: Settlement): Promise<boolean> {
    const { novelId, outcome, reservedNanoUsd, costNanoUsd } = known;
    const reserved = outcome === "intent" ? -reservedNanoUsd : 0;
    const spent = settlement.costNanoUsd - costNanoUsd;
    const same = { _id: id, novelId, outcome, reservedNanoUsd, costNanoUsd };
    // What leaves the novel's account as it is concerns the attempt's own document alone.
    if (reserved === 0 && spent === 0)
      return run(async () => (await calls.updateOne(same, { $set: settlement })).matchedCount > 0);
    return transaction({ novel: novelId }, async ({ session, mark, discard }) => {
      await novels.updateOne({ _id: novelId }, account({ reserved, spent }, mark), { session });
      const { matchedCount } = await calls.updateOne(same, { $set: settlement }, { session });
      return matchedCount > 0 || discard(false);
    });
  }

  return {
    async intend(intent, { lastSeq, answered: known = Infinity }) {
      const { key } = intent;
      assertNanoUsd(intent.reservedNanoUsd);
      try {
        // Most calls are made once.
        return await writeIntent(intent, lastSeq, async () => 1);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      return writeIntent(intent, lastSeq, async (session) => {
        const projection = { attempt: 1, outcome: 1 } as const;
        const newest = { session, sort: { attempt: -1 }, projection } as const;
        const attempts = await calls.find({ key }, newest).toArray();
        const answered = attempts.find(({ outcome }) => isAnswer(outcome))?.attempt ?? 0;
        return answered > known ? null : (attempts[0]?.attempt ?? 0) + 1;
      });
    },

    async settle(id, settlement, made) {
      assertNanoUsd(settlement.costNanoUsd);
      let call: ChargedCall | null =
        made === undefined ? await readCharged(id) : { ...made, outcome: "intent", costNanoUsd: 0 };
      while (call?.outcome === "intent" || call?.outcome === "unknown") {
        if (await settleFrom(id, call, settlement)) return call.outcome;
        call = await readCharged(id);
      }
      return undefined;
    },

    async answered(key) {
      const filter = { key, outcome: { $in: answers } };
      const found = await run(() => calls.findOne(filter, { sort: { attempt: -1 } }));
      return found === null ? undefined : toCallRecord(found);
    },

    async ofStep(novelId, step) {
      const found = await run(() =>
        calls
          .find<Omit<StepCall, "id"> & { _id: string }>(
            { key: idsUnder(`${novelId}:${step}`) },
            { projection: ofStep },
          )
          .sort({ key: 1, attempt: 1 })
          .toArray(),
      );
      return found.map(({ _id: id, ...call }) => ({ id, ...call }));
    },

    async withLostIntents(limit) {
      // As many as there are workers, and those that are lost.
      const intents = await run(() =>
        calls
          .aggregate<{ _id: string; oldest: number }>([
            { $match: { outcome: "intent" } },
            { $group: { _id: "$novelId", oldest: { $min: "$epoch" } } },
          ])
          .toArray(),
      );
      const oldest = new Map(intents.map((intent) => [intent._id, intent.oldest]));
      const filter = { _id: { $in: [...oldest.keys()] } };
      const found = await run(() => novels.find(filter, { projection: fence }).toArray());
      return found
        .filter(({ _id: id, epoch, lease }) => lease === null || epoch > (oldest.get(id) ?? epoch))
        .slice(0, limit)
        .map(({ _id: id }) => id);
    },

    async abandon(novelId) {
      const intents = { novelId, outcome: "intent" as const };
      // Most novels have none.
      const any = await run(() => calls.findOne(intents, { projection: { _id: 1 } }));
      if (any === null) return [];
      return transaction({ novel: novelId }, async ({ session, mark }) => {
        const novel = await novels.findOne({ _id: novelId }, { session, projection: fence });
        if (novel === null) return [];
        const isLost = {
          ...intents,
          ...(novel.lease !== null && { epoch: { $lt: novel.epoch } }),
        };
        const charged = { session, projection: { at: 1, reservedNanoUsd: 1 } };
        const lost = await calls.find(isLost, charged).toArray();
        if (lost.length === 0) return [];
        const cost = lost.reduce((sum, call) => sum + call.reservedNanoUsd, 0);
        const update = account({ reserved: -cost, spent: cost }, mark);
        await novels.updateOne({ _id: novelId }, update, { session });
        const unknown = { outcome: "unknown", costNanoUsd: "$reservedNanoUsd" };
        await calls.updateMany(isLost, [{ $set: unknown }], { session });
        return byDay(lost);
      });
    },

    async sums(novelId) {
      const sums = {
        _id: { stage: "$stage", model: "$model", outcome: "$outcome" },
        calls: { $sum: 1 },
        inputTokens: { $sum: "$inputTokens" },
        outputTokens: { $sum: "$outputTokens" },
        costNanoUsd: { $sum: "$costNanoUsd" },
        durationMs: { $sum: "$durationMs" },
      };
      const groups = await run(() =>
        calls
          .aggregate<Omit<LedgerSum, "stage" | "model" | "outcome"> & { _id: SumKey }>([
            { $match: { novelId } },
            { $group: sums },
          ])
          .toArray(),
      );
      return groups.map(({ _id: key, ...sum }) => ({ ...key, ...sum }));
    },

    async calls(novelId) {
      const found = await run(() => calls.find({ novelId }).sort({ at: 1, _id: 1 }).toArray());
      return found.map(toCallRecord);
    },

    async attempts(novelId, limit) {
      const newestFirst = await run(() =>
        calls
          .find<Omit<CallDocument, "messages" | "answer">>(
            { novelId },
            { projection: { messages: 0, answer: 0 } },
          )
          .sort({ at: -1, _id: -1 })
          .limit(limit)
          .toArray(),
      );
      return newestFirst.toReversed().map(({ _id: id, ...attempt }) => ({ id, ...attempt }));
    },
  };
}

type ChargedCall = Pick<CallDocument, "novelId" | "outcome" | "reservedNanoUsd" | "costNanoUsd">;

type SumKey = Pick<LedgerSum, "stage" | "model" | "outcome">;

function toCallRecord({ _id: id, ...call }: CallDocument): CallRecord {
  return { id, ...call };
}

function byDay(calls: readonly Pick<CallDocument, "at" | "reservedNanoUsd">[]): AbandonedCalls[] {
  const days = Map.groupBy(calls, ({ at }) => at.slice(0, 10));
  return [...days].map(([day, made]) => ({
    day,
    calls: made.length,
    nanoUsd: made.reduce((sum, { reservedNanoUsd }) => sum + reservedNanoUsd, 0),
  }));
}
