import type { ModelError } from "#/ports/language-model.ts";

/** What ends a step early, beside the model's own errors (`ModelError`) and the Store's (`ProblemError`). */

/** A model that twice gave an answer that cannot be used. */
export class AnswerRejected extends Error {
  override readonly name = "AnswerRejected";
}

/** An answer that broke off after some of it had come: it will be charged, and it may be so each time. */
export class AnswerCutShort extends Error {
  override readonly name = "AnswerCutShort";
  readonly told: string;
  readonly retryAfterMs: number | null;

  constructor(cause: ModelError) {
    super(cause.message, { cause });
    this.told = cause.told;
    this.retryAfterMs = cause.retryAfterMs;
  }
}

/** An earlier attempt of a call, whose worker was given up, was settled with an answer after all. */
export class AnsweredMeanwhile extends Error {
  override readonly name = "AnsweredMeanwhile";
}

/** Someone changed the novel (paused, cancelled, edited) or took the lease while a step was under way. */
export class NovelChanged extends Error {
  override readonly name = "NovelChanged";
}

/** A newer release's process left a step or a prompt version that this one does not have. */
export class UnknownToThisRelease extends Error {
  override readonly name = "UnknownToThisRelease";
}

/** The novel's budget does not allow the next call. */
export class BudgetReached extends Error {
  override readonly name = "BudgetReached";
  readonly neededNanoUsd: number;

  constructor(neededNanoUsd: number) {
    super("the novel's budget does not allow the next call");
    this.neededNanoUsd = neededNanoUsd;
  }
}

/** The budget of the day, for all novels, does not allow the next call. */
export class DayBudgetReached extends Error {
  override readonly name = "DayBudgetReached";
  readonly neededNanoUsd: number;
  readonly limitNanoUsd: number;

  constructor(neededNanoUsd: number, limitNanoUsd: number) {
    super("the day's budget does not allow the next call");
    this.neededNanoUsd = neededNanoUsd;
    this.limitNanoUsd = limitNanoUsd;
  }
}

/** A budget is set, and the model has no price to hold against it. */
export class UnpricedModel extends Error {
  override readonly name = "UnpricedModel";

  constructor(model: string) {
    super(`the model ${model} has no price, so no budget can be kept: MODEL_PRICES gives it one`);
  }
}
