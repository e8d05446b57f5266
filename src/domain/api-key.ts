import { createHash, randomBytes } from "node:crypto";
import type { KeyScope } from "#/contract/api-key.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import type { ApiKeyRecord } from "#/ports/store/accounts.ts";
import type { Store } from "#/ports/store/store.ts";

// 256 random bits; `secret-patterns.ts` knows keys by their beginning.
const shape = /^colophon_key_[\w-]{43}$/;

/** Makes a key with which a program acts for `owner`. The key itself is given once; only its hash is kept. */
export async function issueApiKey(
  { store, clock, ids }: { store: Store; clock: Clock; ids: Ids },
  { owner, scopes, expiresAt }: { owner: string; scopes: readonly KeyScope[]; expiresAt: string },
): Promise<{ key: string; record: ApiKeyRecord }> {
  const key = `colophon_key_${randomBytes(32).toString("base64url")}`;
  const record = {
    id: ids.uuid(),
    hash: hashOf(key),
    owner,
    scopes: [...new Set(scopes)],
    createdAt: clock.now(),
    expiresAt,
  };
  await store.accounts.addKey(record);
  return { key, record };
}

/** What is known of a key; undefined for what is none, is not known (any more) or has expired. */
export async function findApiKey(
  { store, clock }: { store: Store; clock: Clock },
  key: string,
): Promise<ApiKeyRecord | undefined> {
  if (!shape.test(key)) return undefined;
  const record = await store.accounts.keyByHash(hashOf(key));
  const expired = record !== undefined && Date.parse(record.expiresAt) <= Date.parse(clock.now());
  return expired ? undefined : record;
}

/**
 * One round of SHA-256 is enough for 256 random bits. A look-up by hash takes no time that tells of the
 * key: whoever guesses cannot choose the hash.
 */
function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
