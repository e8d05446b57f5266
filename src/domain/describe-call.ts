import { type Attributes, type Span, SpanStatusCode } from "@opentelemetry/api";
import { type ChatMessage, type ModelAnswer, ModelError } from "#/ports/language-model.ts";
import type { Settlement } from "#/ports/store/ledger.ts";
import { attribute } from "#/telemetry/attributes.ts";
import { toUsd } from "./money.ts";
import type { Call } from "./settle-call.ts";

/** What a model call's span tells from its start, after the GenAI semantic conventions. */
export function callAttributes(call: Call): Attributes {
  return {
    [attribute.operation]: "chat",
    // Of the interface, as the conventions ask: whose model it is, is not told by it.
    [attribute.provider]: "openai",
    [attribute.requestModel]: call.model,
    [attribute.maxTokens]: call.maxOutputTokens,
    [attribute.outputType]: call.schema === null ? "text" : "json",
    [attribute.stage]: call.stage,
    [attribute.purpose]: call.purpose,
    [attribute.promptVersion]: call.promptVersion,
    ...(call.temperature !== null && { [attribute.temperature]: call.temperature }),
    ...(call.chapter !== null && { [attribute.chapter]: call.chapter }),
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
  span: Span | undefined,
  { messages }: Pick<Call, "messages">,
  { answer, error, settlement }: MadeCall,
  { captureMessageContent = false }: { captureMessageContent?: boolean },
): void {
  if (span === undefined) return;
  const { outcome, finishReason, inputTokens, outputTokens, costNanoUsd, firstTokenMs } =
    settlement;
  span.setAttributes({
    [attribute.outcome]: outcome,
    [attribute.inputTokens]: inputTokens,
    [attribute.outputTokens]: outputTokens,
    [attribute.costUsd]: toUsd(costNanoUsd),
    ...(finishReason !== null && { [attribute.finishReasons]: [finishReason] }),
    ...(answer?.model !== undefined && { [attribute.responseModel]: answer.model }),
    ...(firstTokenMs !== null && { [attribute.firstTokenSeconds]: firstTokenMs / 1000 }),
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
