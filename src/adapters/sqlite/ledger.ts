import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { LedgerStore, LedgerSum } from "#/ports/store/ledger.ts";
import { toCallRecord, toCallRow, toSettledRow, type CallRow } from "./call-row.ts";
import type { Connection } from "./connection.ts";
import type { NovelRow } from "./novel-row.ts";

/** What an intent depends on; `committed` is what its novel has spent or set aside. */
type Fence = Pick<NovelRow, "epoch" | "lease_holder" | "budget_nano_usd"> & { committed: number };

/** The ledger's section of the Store. */
export function createLedger(connection: Connection): LedgerStore {
  const lastAttempt = connection.prepare<{ attempt: number | null }>(
    "select max(attempt) as attempt from calls where key = :key",
  );
  const fence = connection.prepare<Fence>(
    `select epoch, lease_holder, budget_nano_usd, spent_nano_usd + reserved_nano_usd as committed
     from novels where id = :novelId`,
  );
  const insertIntent = connection.prepare(
    `insert into calls (id, key, attempt, novel_id, epoch, stage, model, at, outcome,
       reserved_nano_usd, intent)
     values (:id, :key, :attempt, :novel_id, :epoch, :stage, :model, :at, 'intent',
       :reserved_nano_usd, :intent)`,
  );
  const unsettled = connection.prepare<
    Pick<CallRow, "novel_id" | "outcome" | "reserved_nano_usd" | "cost_nano_usd">
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
  const abandon = connection.prepare<{ cost_nano_usd: number }>(
    `update calls set outcome = 'unknown', cost_nano_usd = reserved_nano_usd
     where novel_id = :novelId and outcome = 'intent' and epoch < :epoch returning cost_nano_usd`,
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
  const sums = connection.prepare<LedgerSum>(
    `select stage, model, outcome, count(*) as calls, sum(input_tokens) as inputTokens,
       sum(output_tokens) as outputTokens, sum(cost_nano_usd) as costNanoUsd,
       sum(duration_ms) as durationMs
     from calls where novel_id = :novelId group by stage, model, outcome`,
  );
  const calls = connection.prepare<CallRow>(
    "select * from calls where novel_id = :novelId order by at, rowid",
  );

  return {
    async intend(intent) {
      const { key, novelId, epoch, reservedNanoUsd: reserved } = intent;
      assertNanoUsd(reserved);
      return connection.transaction(() => {
        const novel = fence.get({ novelId });
        if (novel?.epoch !== epoch || novel.lease_holder === null) return { outcome: "stale" };
        const left = (novel.budget_nano_usd ?? Infinity) - novel.committed;
        if (reserved > left) return { outcome: "over-budget", leftNanoUsd: Math.max(0, left) };
        const attempt = (lastAttempt.get({ key })?.attempt ?? 0) + 1;
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
        if (call === undefined) return false;
        settle.run({ id, ...toSettledRow(settlement) });
        account.run({
          novelId: call.novel_id,
          reserved: call.outcome === "intent" ? -call.reserved_nano_usd : 0,
          spent: settlement.costNanoUsd - call.cost_nano_usd,
        });
        return true;
      });
    },

    async answered(key) {
      const row = answered.get({ key });
      return row && toCallRecord(row);
    },

    async abandon(novelId, epoch) {
      return connection.transaction(() => {
        const abandoned = abandon.all({ novelId, epoch });
        const cost = abandoned.reduce((sum, call) => sum + call.cost_nano_usd, 0);
        if (cost > 0) account.run({ novelId, reserved: -cost, spent: cost });
        return abandoned.length;
      });
    },

    async sums(novelId) {
      return sums.all({ novelId });
    },

    async calls(novelId) {
      return calls.all({ novelId }).map(toCallRecord);
    },
  };
}
