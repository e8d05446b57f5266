import { z } from "zod";

/** Every `code` a problem can carry. New codes may be added, none is renamed or removed. */
export const errorCodes = [
  "invalid-input",
  "not-found",
  "unauthorized",
  "forbidden",
  "origin-not-allowed",
  "https-required",
  "rate-limited",
  "invalid-state",
  "idempotency-key-reused",
  "precondition-failed",
  "payload-too-large",
  "unsupported-media-type",
  "method-not-allowed",
  "budget-exceeded",
  "store-unavailable",
  "storage-full",
  "draining",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One wrong field of a refused request; `path` is dotted (`chapters.3.title`). */
export const fieldError = z.object({ path: z.string(), message: z.string() });

export type FieldError = z.infer<typeof fieldError>;

/** The body of every error answer: RFC 9457 problem details, with our code, the request's id and its trace's. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(errorCodes),
    requestId: z.string(),
    traceId: z.string(),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details." });

export type Problem = z.infer<typeof problem>;

/**
 * The one error that product code throws on purpose: a code of the contract, a sentence for the
 * caller, and for refused input the wrong fields. Its HTTP status is decided at the edge.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];

  constructor(
    code: ErrorCode,
    detail: string,
    options: { cause?: unknown; errors?: readonly FieldError[] } = {},
  ) {
    super(detail, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
  }
}
