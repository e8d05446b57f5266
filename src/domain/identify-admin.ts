import { createHash, timingSafeEqual } from "node:crypto";
import type { AdminScope } from "#/contract/admin-scopes.ts";

/** Who acts under `/internal`: a token's name and what it allows. */
export interface Admin {
  name: string;
  scope: AdminScope;
}

export interface AdminToken extends Admin {
  token: string;
}

/**
 * The admin whose token an `Authorization` header bears; undefined for any other. Every token is
 * compared, in constant time, so that the time taken tells nothing of them.
 */
export function identifyAdmin(
  authorization: string | undefined,
  tokens: readonly AdminToken[],
): Admin | undefined {
  const [, given] = /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(authorization ?? "") ?? [];
  if (given === undefined) return undefined;
  const digested = digest(given);
  let found: Admin | undefined;
  for (const { name, scope, token } of tokens)
    if (timingSafeEqual(digest(token), digested)) found = { name, scope };
  return found;
}

/** Whether an admin may do what needs `scope`. */
export function mayAct({ scope }: Admin, needed: AdminScope): boolean {
  return needed === "read" || scope === "admin";
}

// Of one length, whatever the tokens' lengths are.
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
