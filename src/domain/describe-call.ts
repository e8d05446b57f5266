import { type Attributes, SpanStatusCode } from "@opentelemetry/api";
import type { TraceSpan } from "#/contract/trace.ts";
import { type ChatMessage, type ModelAnswer, ModelError } from "#/ports/language-model.ts";
import type { CallAttempt, CallIntent, Settlement } from "#/ports/store/ledger.ts";
import { attribute } from "#/telemetry/attributes.ts";
import type { RecordedSpan } from "#/telemetry/recorded-span.ts";
import { toUsd } from "./money.ts";
import type { Call } from "./settle-call.ts";

/** What a model call's span tells from its start, after the GenAI semantic conventions. */
export function callAttributes(call: Call): Attributes {
  return {
    ...intentAttributes(call),
    [attribute.requestStream]: true,
    [attribute.outputType]: call.schema === null ? "text" : "json",
    ...(call.temperature !== null && { [attribute.temperature]: call.temperature }),
  };
}

/** The part of it that the ledger keeps. */
export function intentAttributes(
  call: Pick<
    CallIntent,
    "model" | "maxOutputTokens" | "stage" | "purpose" | "promptVersion" | "chapter"
  >,
): TraceSpan["attributes"] {
  return {
    [attribute.operation]: "chat",
    // Of the interface, as the conventions ask: whose model it is, is not told by it.
    [attribute.provider]: "openai",
    [attribute.requestModel]: call.model,
    [attribute.maxTokens]: call.maxOutputTokens,
    [attribute.stage]: call.stage,
    [attribute.purpose]: call.purpose,
    [attribute.promptVersion]: call.promptVersion,
    ...(call.chapter !== null && { [attribute.chapter]: call.chapter }),
  };
}

/** What a settled call's span tells. */
export function settlementAttributes(
  settled: Pick<
    CallAttempt,
    "outcome" | "finishReason" | "inputTokens" | "outputTokens" | "costNanoUsd" | "firstTokenMs"
  >,
): TraceSpan["attributes"] {
  const { finishReason, firstTokenMs } = settled;
  return {
    [attribute.outcome]: settled.outcome,
    [attribute.inputTokens]: settled.inputTokens,
    [attribute.outputTokens]: settled.outputTokens,
    [attribute.costUsd]: toUsd(settled.costNanoUsd),
    ...(finishReason !== null && { [attribute.finishReasons]: [finishReason] }),
    ...(firstTokenMs !== null && { [attribute.firstChunkSeconds]: firstTokenMs / 1000 }),
  };
}

/** What came of a call. */
export interface MadeCall {
  answer: ModelAnswer | undefined;
  /** Why there is no answer. */
  error: unknown;
  settlement: Settlement;
}

/** Tells a call's span what came of it; prompt and answer only if `captureMessageContent`. */
export function describeCall(
  span: RecordedSpan | undefined,
  { messages }: Pick<Call, "messages">,
  { answer, error, settlement }: MadeCall,
  { captureMessageContent = false }: { captureMessageContent?: boolean },
): void {
  if (span === undefined) return;
  span.setAttributes({
    ...settlementAttributes(settlement),
    ...(answer?.model !== undefined && { [attribute.responseModel]: answer.model }),
  });
  if (captureMessageContent)
    span.setAttributes({
      [attribute.inputMessages]: JSON.stringify(
        messages.map(({ role, content }) => spoken(role, content)),
      ),
      [attribute.outputMessages]: JSON.stringify(
        answer === undefined
          ? []
          : [{ ...spoken("assistant", answer.text), finish_reason: answer.finishReason }],
      ),
    });
  if (answer !== undefined) return;
  span.setAttribute(attribute.errorType, error instanceof ModelError ? error.kind : "internal");
  span.setStatus({ code: SpanStatusCode.ERROR, message: settlement.reason ?? "" });
}

function spoken(role: ChatMessage["role"], content: string) {
  return { role, parts: [{ type: "text", content }] };
}
