import type { ErrorCode } from "#/contract/problem.ts";

interface ProblemKind {
  status: number;
  title: string;
  /** Headers that such an answer carries. */
  headers?: Readonly<Record<string, string>>;
}

/** How each error code is told over HTTP. */
export const problemTable = {
  "invalid-input": { status: 400, title: "The request is not valid" },
  unauthorized: {
    status: 401,
    title: "Credentials are missing or wrong",
    headers: { "www-authenticate": "Bearer" },
  },
  "budget-exceeded": { status: 402, title: "The budget is spent" },
  forbidden: { status: 403, title: "The credentials do not allow this" },
  "origin-not-allowed": { status: 403, title: "Pages of this origin may not do this" },
  "https-required": { status: 403, title: "HTTPS is required" },
  "not-found": { status: 404, title: "There is no such thing" },
  "method-not-allowed": { status: 405, title: "The method is not possible here" },
  "invalid-state": { status: 409, title: "Not possible in the present state" },
  "precondition-failed": { status: 412, title: "It was changed in the meantime" },
  "payload-too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The body is of the wrong type" },
  "idempotency-key-reused": { status: 422, title: "The key was used for another request" },
  "rate-limited": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something went wrong" },
  "store-unavailable": {
    status: 503,
    title: "The store cannot be reached",
    headers: { "retry-after": "5" },
  },
  draining: {
    status: 503,
    title: "The service is stopping",
    headers: { "retry-after": "2" },
  },
  "storage-full": { status: 507, title: "The disk is full" },
} as const satisfies Record<ErrorCode, ProblemKind>;

/** The entry of the table, as what every entry is. */
export function problemKind(code: ErrorCode): ProblemKind {
  return problemTable[code];
}
