import { ProblemError } from "#/contract/problem.ts";

const prefix = "after:";

/** The cursor of the page that goes on after novel `id`: opaque to clients, stable whatever is added. */
export function encodeCursor(id: string): string {
  return Buffer.from(prefix + id).toString("base64url");
}

/** The number that a cursor of a numbered list goes on after. Throws like `decodeCursor`. */
export function decodeNumberCursor(cursor: string): number {
  const id = decodeCursor(cursor);
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw notOurs();
}

/** The id that a cursor goes on after. Throws `invalid-input` for `cursor` when we did not make it. */
export function decodeCursor(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString().slice(prefix.length);
  if (id !== "" && encodeCursor(id) === cursor) return id;
  throw notOurs();
}

function notOurs(): ProblemError {
  return new ProblemError("invalid-input", "The cursor is not one that this list gave.", {
    errors: [{ path: "cursor", message: "must be the nextCursor of an earlier page" }],
  });
}
