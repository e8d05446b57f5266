import { SpanKind } from "@opentelemetry/api";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import {
  type ChatMessage,
  type LanguageModel,
  type ModelAnswer,
  ModelError,
} from "#/ports/language-model.ts";
import type { Settlement } from "#/ports/store/ledger.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { countTokens } from "#/prose/count-tokens.ts";
import { attribute } from "#/telemetry/attributes.ts";
import { exemplarOf } from "#/telemetry/exemplar.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { spanNames } from "#/telemetry/span-names.ts";
import { inSpan } from "#/telemetry/spans.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { chargedTokens } from "./charged-tokens.ts";
import { type MadeCall, callAttributes, describeCall } from "./describe-call.ts";
import type { ModelPlan } from "./model-plan.ts";
import type { Read } from "./read-json.ts";
import { reserveCall } from "./reserve-call.ts";
import { AnswerCutShort } from "./step-errors.ts";
import { untilStored } from "./until-stored.ts";

export interface SettleDeps {
  store: Store;
  model: LanguageModel;
  plan: ModelPlan;
  clock: Clock;
  ids: Ids;
  metrics: Metrics;
  log: Logger;
  /** A number in [0, 1), for the jitter of retries. */
  random: () => number;
  /** Whether spans of calls hold prompts and answers; by default they do not. */
  captureMessageContent?: boolean;
}

/** The step that calls, and how it is stopped: `abort` ends the call, `quit` the wait for a Store that takes no answer. */
export interface CallingStep {
  novel: NovelRecord;
  name: string;
  quit: AbortSignal;
  abort: AbortSignal;
}

/** One call as its step describes it. */
export interface Call {
  key: string;
  stage: string;
  purpose: string;
  promptVersion: string;
  model: string;
  baseUrl: string | null;
  temperature: number | null;
  messages: ChatMessage[];
  schema: { name: string; schema: Record<string, unknown> } | null;
  maxOutputTokens: number;
  chapter: number | null;
  /** The newest attempt that is known to have brought an answer, which is not to be used; 0 for none. */
  answered: number;
}

/** Says whether an answer can be used, and reads it if so. */
export type Judge<T> = (text: string, finishReason: string | null) => Read<T>;

/**
 * Makes one paid call: sets its cost aside and writes the intent, streams the answer, and settles it
 * on receipt, text included. Throws `ModelError` when no whole answer came (that attempt is settled as
 * failed, and charged as `chargedTokens` says), or what `reserveCall` throws.
 */
export async function settleCall(
  deps: SettleDeps,
  step: CallingStep,
  call: Call,
  judge: Judge<unknown>,
  onText: ((draftId: string, piece: string) => void) | undefined,
): Promise<{ id: string; answer: ModelAnswer }> {
  const { store, model, plan, clock, ids, metrics } = deps;
  const { novel } = step;
  const { baseUrl, temperature: _, schema, answered, ...described } = call;
  const restMs = model.restMs(baseUrl);
  if (restMs > 0)
    throw new ModelError("unavailable", "the model's server failed several times in a row", {
      retryAfterMs: restMs,
    });

  const spanId = ids.spanId();
  const promptTokens = await countTokens([
    ...call.messages.map(({ content }) => content),
    ...(schema === null ? [] : [JSON.stringify(schema)]),
  ]);
  const intent = {
    ...described,
    novelId: novel.id,
    step: step.name,
    epoch: novel.epoch,
    round: novel.round,
    reservedNanoUsd: plan.cost(call.model, { input: promptTokens, output: call.maxOutputTokens }),
    requestId: novel.requestId,
    traceId: parseTraceparent(novel.traceparent).traceId,
    spanId,
    at: clock.now(),
  };
  const reserved = await reserveCall(deps, novel, intent, answered);

  const { answer, error, settlement, begun } = await inSpan(
    {
      name: spanNames.modelCall(call.model),
      kind: SpanKind.CLIENT,
      spanId,
      attributes: {
        ...callAttributes(call),
        [attribute.novelId]: novel.id,
        [attribute.step]: step.name,
        [attribute.attempt]: reserved.attempt,
      },
    },
    async (span) => {
      const made = await makeCall(deps, step, { ...call, promptTokens, spanId }, judge, onText);
      describeCall(span, call, made, deps);
      return made;
    },
  );
  await untilStored(deps, step.quit, () => store.ledger.settle(reserved.id, settlement, intent));
  // At once, so that ledger and metrics tell the same whatever becomes of the day.
  const labels = { stage: call.stage, model: call.model };
  metrics.llmRequestDuration.observe({
    labels: { ...labels, outcome: settlement.outcome },
    value: settlement.durationMs / 1000,
    exemplarLabels: exemplarOf(parseTraceparent(novel.traceparent)),
  });
  metrics.llmTokens.inc({ ...labels, direction: "input" }, settlement.inputTokens);
  metrics.llmTokens.inc({ ...labels, direction: "output" }, settlement.outputTokens);
  metrics.llmCost.inc(labels, settlement.costNanoUsd / 1e9);
  await untilStored(deps, step.quit, () => reserved.settleDay(settlement.costNanoUsd));

  if (answer !== undefined) return { id: reserved.id, answer };
  const cutShort = begun && error instanceof ModelError && error.kind === "unavailable";
  throw cutShort ? new AnswerCutShort(error) : error;
}

/** Streams the answer and judges it; resolves also when none came. */
async function makeCall(
  { model, plan, clock, metrics }: SettleDeps,
  step: CallingStep,
  call: Call & { promptTokens: number; spanId: string },
  judge: Judge<unknown>,
  onText: ((draftId: string, piece: string) => void) | undefined,
): Promise<MadeCall & { begun: boolean }> {
  const { promptTokens, spanId, baseUrl, messages, maxOutputTokens, temperature, schema } = call;
  const start = clock.monotonic();
  let received = "";
  metrics.llmInflight.inc();
  const { answer, error } = await model
    .stream(
      { model: call.model, baseUrl, messages, maxOutputTokens, temperature, schema },
      {
        signal: step.abort,
        // A call that waited for its turn is not sent any more once the process drains.
        mayStart: () => {
          step.quit.throwIfAborted();
        },
        onText: (piece) => {
          received += piece;
          onText?.(spanId, piece);
        },
      },
    )
    .then(
      (whole) => ({ answer: whole, error: undefined }),
      (reason: unknown) => ({ answer: undefined, error: reason }),
    )
    .finally(() => {
      metrics.llmInflight.dec();
    });
  const verdict = answer === undefined ? undefined : judge(answer.text, answer.finishReason);
  const { input, output } = await chargedTokens({
    answer,
    error,
    promptTokens,
    begun: received !== "",
    countReceived: async () => (received === "" ? 0 : countTokens([received])),
    maxOutputTokens,
  });
  const settlement: Settlement = {
    outcome: verdict === undefined ? "failed" : verdict.ok ? "accepted" : "rejected",
    answer: answer?.text ?? null,
    finishReason: answer?.finishReason ?? null,
    reason: verdict === undefined ? failureReason(error) : verdict.ok ? null : verdict.reason,
    inputTokens: input,
    outputTokens: output,
    costNanoUsd: plan.cost(call.model, { input, output }),
    durationMs: answer?.durationMs ?? clock.monotonic() - start,
    firstTokenMs: answer?.firstTokenMs ?? null,
  };
  return { answer, error, settlement, begun: received !== "" };
}

function failureReason(error: unknown): string {
  return error instanceof ModelError ? `${error.kind}: ${error.message}` : "internal";
}
