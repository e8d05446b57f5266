import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { AbandonedCalls, LedgerStore, LedgerSum, StepCall } from "#/ports/store/ledger.ts";
import { toCallAttempt, toCallRecord, toCallRow, toSettledRow, type CallRow } from "./call-row.ts";
import type { Connection } from "./connection.ts";
import type { NovelRow } from "./novel-row.ts";

/** What an intent depends on; `committed` is what its novel has spent or set aside. */
type Fence = Pick<NovelRow, "epoch" | "last_seq" | "lease_holder" | "budget_nano_usd"> & {
  committed: number;
};

/** Whether nobody is left to settle a call: its lease went to another, or nobody holds one. */
const isLost = `calls.outcome = 'intent'
  and (calls.epoch < novels.epoch or novels.lease_holder is null)`;

/** The ledger's section of the Store. */
export function createLedger(connection: Connection): LedgerStore {
  const attemptsOf = connection.prepare<{ last: number | null; answered: number | null }>(
    `select max(attempt) as last,
       max(attempt) filter (where outcome in ('accepted', 'rejected')) as answered
     from calls where key = :key`,
  );
  const fence = connection.prepare<Fence>(
    `select epoch, last_seq, lease_holder, budget_nano_usd, spent_nano_usd + reserved_nano_usd as committed
     from novels where id = :novelId`,
  );
  const insertIntent = connection.prepare(
    `insert into calls (id, key, attempt, novel_id, epoch, stage, model, at, outcome,
       reserved_nano_usd, intent)
     values (:id, :key, :attempt, :novel_id, :epoch, :stage, :model, :at, 'intent',
       :reserved_nano_usd, :intent)`,
  );
  const unsettled = connection.prepare<
    Pick<CallRow, "novel_id" | "reserved_nano_usd" | "cost_nano_usd"> & {
      outcome: "intent" | "unknown";
    }
  >(
    `select novel_id, outcome, reserved_nano_usd, cost_nano_usd from calls
     where id = :id and outcome in ('intent', 'unknown')`,
  );
  const settle = connection.prepare(
    `update calls set outcome = :outcome, cost_nano_usd = :cost_nano_usd,
       input_tokens = :input_tokens, output_tokens = :output_tokens, duration_ms = :duration_ms,
       answer = :answer
     where id = :id`,
  );
  const withLostIntents = connection.prepare<{ id: string }>(
    `select distinct novels.id from calls indexed by calls_under_way
       join novels on novels.id = calls.novel_id
     where ${isLost} limit :limit`,
  );
  const lostIntents = connection.prepare<AbandonedCalls>(
    `select substr(calls.at, 1, 10) as day, count(*) as calls,
       sum(calls.reserved_nano_usd) as nanoUsd
     from calls indexed by calls_under_way join novels on novels.id = calls.novel_id
     where calls.novel_id = :novelId and ${isLost} group by day`,
  );
  const abandon = connection.prepare(
    `update calls set outcome = 'unknown', cost_nano_usd = calls.reserved_nano_usd
     from novels where novels.id = calls.novel_id and calls.novel_id = :novelId and ${isLost}`,
  );
  const account = connection.prepare(
    `update novels set reserved_nano_usd = reserved_nano_usd + :reserved,
       spent_nano_usd = spent_nano_usd + :spent
     where id = :novelId`,
  );
  const answered = connection.prepare<CallRow>(
    `select * from calls where key = :key and outcome in ('accepted', 'rejected')
     order by attempt desc limit 1`,
  );
  const ofStep = connection.prepare<StepCall>(
    `select id, key, attempt, outcome, intent ->> '$.round' as round,
       answer ->> '$.answer' as answer, answer ->> '$.finishReason' as finishReason
     from calls where key > :prefix || ':' and key < :prefix || ';' order by key, attempt`,
  );
  const sums = connection.prepare<LedgerSum>(
    `select stage, model, outcome, count(*) as calls, sum(input_tokens) as inputTokens,
       sum(output_tokens) as outputTokens, sum(cost_nano_usd) as costNanoUsd,
       sum(duration_ms) as durationMs
     from calls where novel_id = :novelId group by stage, model, outcome`,
  );
  const calls = connection.prepare<CallRow>(
    "select * from calls where novel_id = :novelId order by at, rowid",
  );
  const attempts = connection.prepare<CallRow>(
    `select id, key, attempt, novel_id, epoch, stage, model, at, outcome, reserved_nano_usd,
       cost_nano_usd, input_tokens, output_tokens, duration_ms,
       json_remove(intent, '$.messages') as intent, json_remove(answer, '$.answer') as answer
     from calls where novel_id = :novelId order by at desc, rowid desc limit :limit`,
  );

  return {
    async intend(intent, { lastSeq, answered: known = Infinity }) {
      const { key, novelId, epoch, reservedNanoUsd: reserved } = intent;
      assertNanoUsd(reserved);
      return connection.transaction(() => {
        const novel = fence.get({ novelId });
        const holds = novel?.epoch === epoch && novel.lease_holder !== null;
        if (!holds || novel.last_seq !== lastSeq) return { outcome: "stale" };
        const left = (novel.budget_nano_usd ?? Infinity) - novel.committed;
        if (reserved > left) return { outcome: "over-budget", leftNanoUsd: Math.max(0, left) };
        const made = attemptsOf.get({ key });
        if ((made?.answered ?? 0) > known) return { outcome: "answered" };
        const attempt = (made?.last ?? 0) + 1;
        const id = `${key}:${attempt}`;
        insertIntent.run(toCallRow(id, attempt, intent));
        account.run({ novelId, reserved, spent: 0 });
        return { outcome: "written", id, attempt };
      });
    },

    async settle(id, settlement) {
      assertNanoUsd(settlement.costNanoUsd);
      return connection.transaction(() => {
        const call = unsettled.get({ id });
        if (call === undefined) return undefined;
        settle.run({ id, ...toSettledRow(settlement) });
        account.run({
          novelId: call.novel_id,
          reserved: call.outcome === "intent" ? -call.reserved_nano_usd : 0,
          spent: settlement.costNanoUsd - call.cost_nano_usd,
        });
        return call.outcome;
      });
    },

    async answered(key) {
      const row = answered.get({ key });
      return row && toCallRecord(row);
    },

    async ofStep(novelId, step) {
      return ofStep.all({ prefix: `${novelId}:${step}` });
    },

    async withLostIntents(limit) {
      return withLostIntents.all({ limit }).map(({ id }) => id);
    },

    async abandon(novelId) {
      return connection.transaction(() => {
        const days = lostIntents.all({ novelId });
        abandon.run({ novelId });
        for (const { nanoUsd } of days)
          account.run({ novelId, reserved: -nanoUsd, spent: nanoUsd });
        return days;
      });
    },

    async sums(novelId) {
      return sums.all({ novelId });
    },

    async calls(novelId) {
      return calls.all({ novelId }).map(toCallRecord);
    },

    async attempts(novelId, limit) {
      return attempts.all({ novelId, limit }).toReversed().map(toCallAttempt);
    },
  };
}
