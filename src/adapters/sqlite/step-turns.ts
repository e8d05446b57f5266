import type { StepTurn, TurnEnd, TurnOutcome, TurnStart } from "#/ports/store/step-turns.ts";
import type { Connection } from "./connection.ts";
import type { NovelRow } from "./novel-row.ts";

type StepRow = {
  novel_id: string;
  epoch: number;
  step: string;
  job_id: string;
  span_id: string;
  pins: string;
  started_at: string;
  ended_at: string | null;
  outcome: TurnOutcome | null;
};

interface StepTurns {
  /** Writes down the turn of a novel that was claimed in the same transaction. */
  begin(claimed: NovelRow, turn: TurnStart): void;
  /** Ends the turn of this epoch, unless it has ended or an older release began it. */
  end(of: { id: string; epoch: number }, end: TurnEnd): void;
  list(novelId: string, limit: number): StepTurn[];
}

/** The turns that leases are; the caller's transaction makes them one with the lease. */
export function createStepTurns(connection: Connection): StepTurns {
  const insert = connection.prepare(
    `insert into steps (novel_id, epoch, step, job_id, span_id, pins, started_at)
     values (:novel_id, :epoch, :step, :job_id, :span_id, :pins, :started_at)`,
  );
  const end = connection.prepare(
    `update steps set ended_at = :at, outcome = :outcome
     where novel_id = :id and epoch = :epoch and ended_at is null`,
  );
  const ofNovel = connection.prepare<StepRow>(
    "select * from steps where novel_id = :novelId order by epoch desc limit :limit",
  );
  return {
    begin({ id, epoch, step, pins }, { jobId, spanId, startedAt }) {
      insert.run({
        novel_id: id,
        epoch,
        step,
        job_id: jobId,
        span_id: spanId,
        pins,
        started_at: startedAt,
      });
    },

    end({ id, epoch }, { at, outcome }) {
      end.run({ id, epoch, at, outcome });
    },

    list(novelId, limit) {
      const newestFirst = ofNovel.all({ novelId, limit });
      return newestFirst.toReversed().map((row) => ({
        novelId: row.novel_id,
        epoch: row.epoch,
        step: row.step,
        jobId: row.job_id,
        spanId: row.span_id,
        pins: JSON.parse(row.pins) as StepTurn["pins"],
        startedAt: row.started_at,
        endedAt: row.ended_at,
        outcome: row.outcome,
      }));
    },
  };
}
