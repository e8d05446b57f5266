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
import type { Metrics } from "#/telemetry/metrics.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import type { ModelPlan } from "./model-plan.ts";
import type { Read } from "./read-json.ts";

export interface SettleDeps {
  store: Store;
  model: LanguageModel;
  plan: ModelPlan;
  clock: Clock;
  ids: Ids;
  metrics: Metrics;
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
}

/** Says whether an answer can be used, and reads it if so. */
export type Judge<T> = (text: string, finishReason: string | null) => Read<T>;

/**
 * Makes one paid call: writes the intent, streams the answer, and settles it on receipt, text
 * included. Throws `ModelError` when no whole answer came; that attempt is settled as failed, and
 * what had been received of it is charged by estimate.
 */
export async function settleCall(
  { store, model, plan, clock, ids, metrics }: SettleDeps,
  step: { novel: NovelRecord; name: string; signal: AbortSignal },
  call: Call,
  judge: Judge<unknown>,
  onText: ((draftId: string, piece: string) => void) | undefined,
): Promise<{ id: string; answer: ModelAnswer }> {
  const { novel } = step;
  const { baseUrl, temperature, schema, ...described } = call;
  const spanId = ids.spanId();
  const promptTokens = estimateTokens(
    call.messages.reduce((sum, { content }) => sum + content.length, 0),
  );
  const { id } = await store.ledger.intend({
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
  });

  const start = clock.monotonic();
  let received = 0;
  metrics.llmInflight.inc();
  const outcome = await model
    .stream(
      {
        model: call.model,
        baseUrl,
        messages: call.messages,
        maxOutputTokens: call.maxOutputTokens,
        temperature,
        schema,
      },
      {
        signal: step.signal,
        onText: (piece) => {
          received += piece.length;
          onText?.(spanId, piece);
        },
      },
    )
    .then(
      (answer) => ({ answer, error: undefined }),
      (error: unknown) => ({ answer: undefined, error }),
    );
  metrics.llmInflight.dec();

  const { answer, error } = outcome;
  const verdict = answer === undefined ? undefined : judge(answer.text, answer.finishReason);
  const input = answer?.inputTokens ?? (answer === undefined && received === 0 ? 0 : promptTokens);
  const output = answer?.outputTokens ?? estimateTokens(answer?.text.length ?? received);
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
  await store.ledger.settle(id, settlement);

  const labels = { stage: call.stage, model: call.model };
  metrics.llmRequestDuration.observe(
    { ...labels, outcome: settlement.outcome },
    settlement.durationMs / 1000,
  );
  metrics.llmTokens.inc({ ...labels, direction: "input" }, input);
  metrics.llmTokens.inc({ ...labels, direction: "output" }, output);
  metrics.llmCost.inc(labels, settlement.costNanoUsd / 1e9);

  if (answer === undefined) throw error;
  return { id, answer };
}

function failureReason(error: unknown): string {
  return error instanceof ModelError ? `${error.kind}: ${error.message}` : "internal";
}

// Four characters a token is the providers' rule of thumb for English text.
function estimateTokens(chars: number): number {
  return Math.ceil(chars / 4);
}
