import { ProblemError } from "#/contract/problem.ts";

// https://www.sqlite.org/rescode.html; the low byte of `errcode` is the primary result code.
const full = 13;
const unavailable = [
  5 /* busy */, 6 /* locked */, 8 /* readonly */, 10 /* ioerr */, 14 /* cantopen */,
];

/** What the product calls an error of node:sqlite; anything else is returned as it is. */
export function storeError(error: unknown): unknown {
  const primary = resultCode(error);
  if (primary === full)
    return new ProblemError("storage-full", "There is no room left to store this.", {
      cause: error,
    });
  if (primary !== undefined && unavailable.includes(primary)) return storeUnavailable(error);
  return error;
}

export function storeUnavailable(cause: unknown): ProblemError {
  return new ProblemError("store-unavailable", "The store cannot be reached.", { cause });
}

/** Whether another connection holds the lock that a statement needed. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === 5;
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}
