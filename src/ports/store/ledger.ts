import type { ChatMessage } from "#/ports/language-model.ts";

/** A call that is about to be made. `key` is `novel:step:purpose:ordinal:hash(prompt, model)`. */
export interface CallIntent {
  key: string;
  novelId: string;
  step: string;
  stage: string;
  purpose: string;
  chapter: number | null;
  promptVersion: string;
  model: string;
  messages: readonly ChatMessage[];
  maxOutputTokens: number;
  epoch: number;
  round: number;
  reservedNanoUsd: number;
  requestId: string;
  traceId: string;
  spanId: string;
  at: string;
}

/**
 * What became of a call: `accepted` (an answer that was judged good), `rejected` (an answer that was
 * not), `failed` (no answer), `unknown` (its worker died or lost its lease: charged as reserved),
 * `intent` (under way).
 */
export type CallOutcome = "intent" | "accepted" | "rejected" | "failed" | "unknown";

export interface Settlement {
  outcome: "accepted" | "rejected" | "failed";
  /** The answer's text; null when none came. */
  answer: string | null;
  finishReason: string | null;
  /** Why it was rejected or failed; null when accepted. */
  reason: string | null;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number;
  durationMs: number;
  firstTokenMs: number | null;
}

/** One attempt of one call. Unsettled, its settlement fields are null or 0 and its cost what was reserved (`unknown`) or 0 (`intent`). */
export interface CallRecord extends CallIntent, Omit<Settlement, "outcome"> {
  /** `key:attempt`. */
  id: string;
  /** 1 for the first attempt of a key. */
  attempt: number;
  outcome: CallOutcome;
}

/** An attempt without its texts. */
export type CallAttempt = Omit<CallRecord, "messages" | "answer">;

/** An attempt as a later turn of its step has to know it. */
export type StepCall = Pick<
  CallRecord,
  "id" | "key" | "attempt" | "outcome" | "round" | "answer" | "finishReason"
>;

/** Sums over all calls of a novel with the same stage, model and outcome. */
export interface LedgerSum {
  stage: string;
  model: string;
  outcome: CallOutcome;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number;
  durationMs: number;
}

/**
 * Whether an intent was written. `stale`: the novel's epoch is not the intent's any more, its lease is
 * not held, something else changed it, or there is no such novel. `over-budget`: spent, reserved and this reservation together
 * are more than the novel's budget; `leftNanoUsd` is what it still allows. `answered`: a newer attempt of
 * the key has brought an answer than the caller knows of.
 */
export type Intended =
  | { outcome: "written"; id: string; attempt: number }
  | { outcome: "stale" }
  | { outcome: "over-budget"; leftNanoUsd: number }
  | { outcome: "answered" };

/** Intents of one novel that were marked `unknown`: those made on one day (UTC, `2026-11-23`), and what they are charged together. */
export interface AbandonedCalls {
  day: string;
  calls: number;
  nanoUsd: number;
}

/** Every model call ever attempted, answers included: the memo that makes a step repeatable without paying twice. */
export interface LedgerStore {
  /**
   * Writes the intent as the next attempt of its key, before the call is made, and sets its
   * reservation aside. Nothing is written when its lease is lost, when the novel is not at `lastSeq` any
   * more (it was paused, say) or when its budget does not allow it; nor, where `answered` is given, when
   * an attempt after that one has an answer: 0 where the caller knows of none.
   */
  intend(
    intent: CallIntent,
    fence: { lastSeq: number; answered?: number | undefined },
  ): Promise<Intended>;
  /**
   * Settles an attempt whose outcome is `intent` or `unknown`: gives its reservation back, or for
   * `unknown` corrects what was charged, and charges its cost. Not fenced: a charge counts whoever
   * holds the lease now. Returns what the attempt was until then, undefined when there is no such attempt.
   * `made` is what the caller wrote as its intent: it may spare reading the attempt, and says nothing
   * where the attempt is no intent any more.
   */
  settle(
    id: string,
    settlement: Settlement,
    made?: Pick<CallIntent, "novelId" | "reservedNanoUsd">,
  ): Promise<"intent" | "unknown" | undefined>;
  /** The newest attempt of a key that brought an answer, good or bad. */
  answered(key: string): Promise<CallRecord | undefined>;
  /** Every attempt of a novel's step, those of a key in their order, without what was asked. */
  ofStep(novelId: string, step: string): Promise<StepCall[]>;
  /** Up to `limit` novels that have lost intents: of an epoch that is not the newest, or of a novel whose lease nobody holds. */
  withLostIntents(limit: number): Promise<string[]>;
  /**
   * Marks the novel's lost intents as `unknown`, charged as reserved on the novel, and returns them by
   * day, so that the caller moves what their days have set aside for them to what is spent. Of many
   * callers each call is returned to one. Intents of a lease that is held stay: their worker settles them.
   */
  abandon(novelId: string): Promise<AbandonedCalls[]>;
  sums(novelId: string): Promise<LedgerSum[]>;
  /** Every attempt of a novel, oldest first. */
  calls(novelId: string): Promise<CallRecord[]>;
  /** The last `limit` of them, oldest first, without their texts, which are most of what there is to read. */
  attempts(novelId: string, limit: number): Promise<CallAttempt[]>;
}
