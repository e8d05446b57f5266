import type {
  CallAttempt,
  CallIntent,
  CallOutcome,
  CallRecord,
  Settlement,
} from "#/ports/store/ledger.ts";

/** A row of `calls`: columns for what is queried or summed, `intent` and `answer` (JSON) for the rest. */
export type CallRow = {
  id: string;
  key: string;
  attempt: number;
  novel_id: string;
  epoch: number;
  stage: string;
  model: string;
  at: string;
  outcome: CallOutcome;
  reserved_nano_usd: number;
  cost_nano_usd: number;
  input_tokens: number;
  output_tokens: number;
  duration_ms: number;
  intent: string;
  answer: string | null;
};

/** What a settlement writes. */
type SettledRow = Pick<
  CallRow,
  "outcome" | "cost_nano_usd" | "input_tokens" | "output_tokens" | "duration_ms" | "answer"
>;

/** What `intent` and `answer` hold. */
type IntentDoc = Omit<
  CallIntent,
  "key" | "novelId" | "epoch" | "stage" | "model" | "at" | "reservedNanoUsd"
>;
type AnswerDoc = Pick<Settlement, "answer" | "finishReason" | "reason" | "firstTokenMs">;

const noAnswer: AnswerDoc = { answer: null, finishReason: null, reason: null, firstTokenMs: null };

export function toCallRow(
  id: string,
  attempt: number,
  call: CallIntent,
): Omit<CallRow, keyof SettledRow> {
  const { key, novelId, epoch, stage, model, at, reservedNanoUsd, ...rest } = call;
  const intent: IntentDoc = rest;
  return {
    id,
    key,
    attempt,
    novel_id: novelId,
    epoch,
    stage,
    model,
    at,
    reserved_nano_usd: reservedNanoUsd,
    intent: JSON.stringify(intent),
  };
}

export function toSettledRow(settlement: Settlement): SettledRow {
  const { outcome, costNanoUsd, inputTokens, outputTokens, durationMs, ...rest } = settlement;
  const answer: AnswerDoc = rest;
  return {
    outcome,
    cost_nano_usd: costNanoUsd,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    duration_ms: durationMs,
    answer: JSON.stringify(answer),
  };
}

export function toCallRecord(row: CallRow): CallRecord {
  return {
    ...(JSON.parse(row.intent) as IntentDoc),
    ...(row.answer === null ? noAnswer : (JSON.parse(row.answer) as AnswerDoc)),
    id: row.id,
    key: row.key,
    attempt: row.attempt,
    novelId: row.novel_id,
    epoch: row.epoch,
    stage: row.stage,
    model: row.model,
    at: row.at,
    outcome: row.outcome,
    reservedNanoUsd: row.reserved_nano_usd,
    costNanoUsd: row.cost_nano_usd,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    durationMs: row.duration_ms,
  };
}

/** Of a row whose documents came without their texts. */
export function toCallAttempt(row: CallRow): CallAttempt {
  const { answer: _, ...attempt } = toCallRecord(row);
  return attempt;
}
