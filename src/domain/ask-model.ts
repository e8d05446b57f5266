import { createHash } from "node:crypto";
import { z } from "zod";
import { type ChatMessage, ModelError } from "#/ports/language-model.ts";
import type { StepCall } from "#/ports/store/ledger.ts";
import { type JsonPrompt, type Prompt, type ProsePrompt, promptVersion } from "./prompts/prompt.ts";
import { type Read, readJson } from "./read-json.ts";
import { readProse } from "./read-prose.ts";
import {
  type Call,
  type CallingStep,
  type Judge,
  type SettleDeps,
  settleCall,
} from "./settle-call.ts";
import { AnsweredMeanwhile, AnswerRejected } from "./step-errors.ts";

/** An accepted answer and what it came from. */
export interface Answer<T> {
  value: T;
  callId: string;
  model: string;
  promptVersion: string;
}

export interface AskOptions {
  /** Which chapter the call works for; null for the book's own. */
  chapter: number | null;
  /** Gets the answer as it is written; `draftId` tells one attempt from the next. */
  onText?: (draftId: string, piece: string) => void;
}

/** Asks the model within one step. Ordinals are given in the order of asking, so a repeated step asks under the same keys. */
export interface Ask {
  json<I, A>(prompt: JsonPrompt<I, A>, input: I, options: AskOptions): Promise<Answer<A>>;
  prose<I>(prompt: ProsePrompt<I>, input: I, options: AskOptions): Promise<Answer<string>>;
}

/**
 * Makes the `Ask` of one step: the ledger as a memo. A call whose answer is recorded is not made
 * again; any other is written down before it is made and settled, answer included, on receipt. An
 * answer judged bad is sent back once with the reason; a second bad one throws `AnswerRejected`.
 * `earlier` is what the ledger had of this step after its lease was taken; what an earlier worker
 * settles later is found when the call is to be written down. `beforeCall` may throw to stop the step
 * before more is paid.
 */
export function createAsk(
  deps: SettleDeps,
  step: CallingStep & { beforeCall: () => void; earlier: readonly StepCall[] },
): Ask {
  const { store, plan } = deps;
  const { novel } = step;
  const answers = new Map<string, StepCall>();
  // The newest of a key comes last.
  for (const call of step.earlier) if (call.answer !== null) answers.set(call.key, call);
  let ordinal = 0;

  async function ask<I, A>(
    prompt: Prompt<I, A>,
    input: I,
    options: AskOptions,
    read: (text: string) => Read<A>,
  ): Promise<Answer<A>> {
    ordinal += 1;
    const { model, baseUrl, temperature } = plan.modelFor(prompt.stage);
    const judge: Judge<A> = (text, finishReason) => {
      if (finishReason !== "stop")
        return { ok: false, reason: `it ended with "${finishReason}" before it was complete` };
      return read(text);
    };
    const place = ordinal;
    const keyOf = (asked: readonly ChatMessage[]) =>
      callKey(novel.id, step.name, prompt, place, asked, model);
    const reasonOf = (text: string, finishReason: string | null) => {
      const verdict = judge(text, finishReason);
      return verdict.ok ? "" : verdict.reason;
    };
    const first = prompt.messages(input);
    // Whether a rejected first answer was mended: then the mended one, and all that was written from
    // it, is paid for and stays.
    const wasMended = ({ answer, finishReason }: StepCall) => {
      const again = askAgain(first, answer ?? "", reasonOf(answer ?? "", finishReason));
      return answers.get(keyOf(again))?.outcome === "accepted";
    };
    let messages: ChatMessage[] = first;
    let reason = "";
    for (const attempt of ["first", "repair"] as const) {
      const call: Omit<Call, "answered"> = {
        key: keyOf(messages),
        stage: prompt.stage,
        purpose: prompt.purpose,
        promptVersion: promptVersion(prompt),
        model,
        baseUrl,
        temperature,
        messages,
        schema:
          prompt.schema === null
            ? null
            : { name: prompt.schema.name, schema: jsonSchemaOf(prompt.schema.answer) },
        maxOutputTokens: tokenBound(prompt.answerWords(input)),
        chapter: options.chapter,
      };
      const { id, text, finishReason } =
        recorded(call.key, wasMended) ?? (await make(call, judge, wasMended, options.onText));
      const verdict = judge(text, finishReason);
      if (verdict.ok)
        return { value: verdict.value, callId: id, model, promptVersion: call.promptVersion };
      reason = verdict.reason;
      if (attempt === "first") messages = askAgain(first, text, reason);
    }
    throw new AnswerRejected(`${prompt.purpose}: the model's answer cannot be used: ${reason}`);
  }

  // A bad answer of an earlier round is not held against this one: the step is tried anew.
  function recorded(key: string, wasMended: (bad: StepCall) => boolean) {
    const call = answers.get(key);
    if (call === undefined || call.answer === null) return undefined;
    if (call.outcome === "rejected" && call.round !== novel.round && !wasMended(call))
      return undefined;
    return { id: call.id, text: call.answer, finishReason: call.finishReason };
  }

  async function make(
    call: Omit<Call, "answered">,
    judge: Judge<unknown>,
    wasMended: (bad: StepCall) => boolean,
    onText: AskOptions["onText"],
  ) {
    for (;;) {
      step.abort.throwIfAborted();
      step.beforeCall();
      try {
        const answered = answers.get(call.key)?.attempt ?? 0;
        const { id, answer } = await settleCall(deps, step, { ...call, answered }, judge, onText);
        return { id, text: answer.text, finishReason: answer.finishReason };
      } catch (error) {
        if (error instanceof AnsweredMeanwhile) {
          const late = await store.ledger.answered(call.key);
          if (late !== undefined) answers.set(call.key, late);
          const found = recorded(call.key, wasMended);
          if (found !== undefined) return found;
          // Each form in which the server was asked stands in the ledger; there are few.
        } else if (!(error instanceof ModelError && error.kind === "unsupported")) throw error;
      }
    }
  }

  return {
    json: (prompt, input, options) =>
      ask(prompt, input, options, (text) => {
        const result = readJson(text, prompt.schema.answer);
        if (!result.ok) return result;
        const fault = prompt.check?.(result.value, input) ?? null;
        return fault === null ? result : { ok: false, reason: fault };
      }),
    prose: (prompt, input, options) =>
      ask(prompt, input, options, (text) => readProse(text, prompt.answerWords(input))),
  };
}

function callKey(
  novelId: string,
  step: string,
  { purpose, schema }: { purpose: string; schema: { name: string } | null },
  ordinal: number,
  messages: readonly ChatMessage[],
  model: string,
): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([model, schema?.name ?? null, messages]))
    .digest("base64url")
    .slice(0, 22);
  return `${novelId}:${step}:${purpose}:${ordinal}:${hash}`;
}

function askAgain(first: readonly ChatMessage[], answer: string, reason: string): ChatMessage[] {
  return [
    ...first,
    { role: "assistant", content: answer },
    {
      role: "user",
      content: `That answer cannot be used: ${reason}. Give the whole answer again, mended.`,
    },
  ];
}

const schemas = new WeakMap<z.ZodType, Record<string, unknown>>();

function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const { $schema: _, ...made } = z.toJSONSchema(schema);
  schemas.set(schema, made);
  return made;
}

/** Room for three times the words asked for: a bound against runaway answers, not a target. */
function tokenBound(words: number): number {
  return 500 + Math.ceil(words * 1.5 * 3);
}
