import type { ZodType } from "zod";
import { describeIssue, fieldErrors } from "#/contract/describe-issue.ts";
import { ProblemError } from "#/contract/problem.ts";
import type { Acknowledgement } from "#/contract/realtime.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { scrubWords } from "#/telemetry/scrub-words.ts";
import type { Scrubber } from "#/telemetry/scrub.ts";

export interface MessageDeps {
  log: Logger;
  scrubber: Pick<Scrubber, "scrub">;
}

export type Reply<T> = (answer: Acknowledgement<T>) => void;

/**
 * Runs `handle` on what a client sent with a message: an input, an acknowledgement, both or neither,
 * whatever the client pleases. What is thrown becomes the acknowledgement's failure.
 */
export async function answerMessage<T>(
  sent: readonly unknown[],
  deps: MessageDeps,
  handle: (input: unknown, reply: Reply<T>) => void | Promise<void>,
): Promise<void> {
  const last = sent.at(-1);
  const reply = typeof last === "function" ? (last as Reply<T>) : () => {};
  try {
    await handle(sent[0], reply);
  } catch (error) {
    reply(failure(error, deps));
  }
}

/** What a client is told of an error, scrubbed; one that nobody threw on purpose is logged. */
export function failure(
  error: unknown,
  { log, scrubber }: MessageDeps,
): Acknowledgement<never> & { ok: false } {
  if (error instanceof ProblemError)
    return { ok: false, code: error.code, message: scrubWords(scrubber, error.message) };
  log.error({ event: "realtime.message-failed", err: error }, "a message could not be handled");
  return { ok: false, code: "internal", message: "Something went wrong." };
}

/** Reads a message's input; throws `invalid-input` that names every wrong field. */
export function parseInput<T>(schema: ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input, { error: describeIssue });
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error, "input");
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  throw new ProblemError("invalid-input", detail, { errors });
}
