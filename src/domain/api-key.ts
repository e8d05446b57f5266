import { createHash, randomBytes } from "node:crypto";
import type { ApiKeyView, KeyScope } from "#/contract/api-key.ts";
import { ProblemError } from "#/contract/problem.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import type { ApiKeyRecord } from "#/ports/store/accounts.ts";
import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { type Operator, auditRecord, noteAudited } from "./audit.ts";

// 256 random bits; `secret-patterns.ts` knows keys by their beginning.
const shape = /^colophon_key_[\w-]{43}$/;

interface KeyDeps {
  store: Store;
  clock: Clock;
  metrics: Pick<Metrics, "auditEntries">;
  log: Logger;
}

/**
 * Makes a key with which a program acts for `owner`, in an operator's name. The key itself is given once;
 * only its hash is kept. Throws `invalid-input` where it would have expired already.
 */
export async function issueApiKey(
  deps: KeyDeps & { ids: Ids },
  operator: Operator,
  wish: { owner: string; scopes: readonly KeyScope[]; expiresAt: string },
): Promise<{ key: string; record: ApiKeyRecord }> {
  const { store, clock, ids } = deps;
  const { owner, scopes } = wish;
  const now = clock.now();
  const expiresAt = new Date(wish.expiresAt).toISOString();
  if (expiresAt <= now) throw expiredAlready();
  const key = `colophon_key_${randomBytes(32).toString("base64url")}`;
  const record = {
    id: ids.uuid(),
    hash: hashOf(key),
    owner,
    scopes: [...new Set(scopes)],
    createdAt: now,
    expiresAt,
  };
  const audit = auditRecord(deps, operator, {
    action: "api-key.create",
    target: record.id,
    before: null,
    after: factsOf(record),
  });
  await store.accounts.addKey(record, audit);
  noteAudited(deps, audit);
  return { key, record };
}

/** Takes a key back for good, in an operator's name; what it was. Throws `not-found` where there is none. */
export async function revokeApiKey(
  deps: KeyDeps,
  operator: Operator,
  id: string,
): Promise<ApiKeyRecord> {
  const record = await deps.store.accounts.key(id);
  if (record === undefined) throw noSuchKey();
  const audit = auditRecord(deps, operator, {
    action: "api-key.delete",
    target: id,
    before: factsOf(record),
    after: null,
  });
  if (!(await deps.store.accounts.deleteKey(id, audit))) throw noSuchKey();
  noteAudited(deps, audit);
  return record;
}

/** A key as operators see it: without its hash. */
export function showApiKey(record: ApiKeyRecord): ApiKeyView {
  const { id, owner, scopes, createdAt, expiresAt } = record;
  return { id, owner, scopes, createdAt, expiresAt };
}

function factsOf({ owner, scopes, expiresAt }: ApiKeyRecord) {
  return { owner, scopes, expiresAt };
}

function noSuchKey(): ProblemError {
  return new ProblemError("not-found", "There is no such key.");
}

function expiredAlready(): ProblemError {
  const message = "must be in the future";
  return new ProblemError("invalid-input", `expiresAt: ${message}.`, {
    errors: [{ path: "expiresAt", message }],
  });
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
