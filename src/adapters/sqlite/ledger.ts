import { ProblemError } from "#/contract/problem.ts";
import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { LedgerStore, LedgerSum } from "#/ports/store/ledger.ts";
import { toCallRecord, toCallRow, toSettledRow, type CallRow } from "./call-row.ts";
import type { Connection } from "./connection.ts";

/** The ledger's section of the Store. */
export function createLedger(connection: Connection): LedgerStore {
  const lastAttempt = connection.prepare<{ attempt: number | null }>(
    "select max(attempt) as attempt from calls where key = :key",
  );
  const insertIntent = connection.prepare(
    `insert into calls (id, key, attempt, novel_id, epoch, stage, model, at, outcome,
       reserved_nano_usd, intent)
     select :id, :key, :attempt, id, :epoch, :stage, :model, :at, 'intent', :reserved_nano_usd,
       :intent from novels where id = :novel_id`,
  );
  const unsettled = connection.prepare<{ novel_id: string; cost_nano_usd: number }>(
    `select novel_id, cost_nano_usd from calls
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
  const addSpending = connection.prepare(
    "update novels set spent_nano_usd = spent_nano_usd + :nanoUsd where id = :novelId",
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

  function charge(novelId: string, nanoUsd: number): void {
    if (nanoUsd !== 0) addSpending.run({ novelId, nanoUsd });
  }

  return {
    async intend(intent) {
      assertNanoUsd(intent.reservedNanoUsd);
      return connection.transaction(() => {
        const attempt = (lastAttempt.get({ key: intent.key })?.attempt ?? 0) + 1;
        const id = `${intent.key}:${attempt}`;
        if (insertIntent.run(toCallRow(id, attempt, intent)) === 0)
          throw new ProblemError("not-found", "There is no such novel.");
        return { id, attempt };
      });
    },

    async settle(id, settlement) {
      assertNanoUsd(settlement.costNanoUsd);
      return connection.transaction(() => {
        const call = unsettled.get({ id });
        if (call === undefined) return false;
        settle.run({ id, ...toSettledRow(settlement) });
        charge(call.novel_id, settlement.costNanoUsd - call.cost_nano_usd);
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
        charge(
          novelId,
          abandoned.reduce((sum, call) => sum + call.cost_nano_usd, 0),
        );
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
