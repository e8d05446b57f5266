import type { KeyScope } from "#/contract/api-key.ts";
import type { AuditRecord } from "./audit.ts";

/** A key for programs, without the key: only its hash is kept. */
export interface ApiKeyRecord {
  /** A UUIDv7. */
  id: string;
  /** SHA-256 of the key, in hex. */
  hash: string;
  owner: string;
  scopes: KeyScope[];
  createdAt: string;
  expiresAt: string;
}

/** An owner's way back to the novels. */
export interface Recovery {
  /** SHA-256 of the code, in hex. */
  hash: string;
  createdAt: string;
}

export interface ApiKeyPage {
  items: ApiKeyRecord[];
  nextCursor: string | null;
}

/** How owners get at what is theirs: recovery codes and keys for programs, both only as hashes. */
export interface AccountStore {
  /** Keeps an owner's recovery hash; the one before is good for nothing then. */
  setRecovery(owner: string, recovery: Recovery): Promise<void>;
  recovery(owner: string): Promise<Recovery | undefined>;
  /** The owner whose code has this hash. */
  ownerByRecovery(hash: string): Promise<string | undefined>;
  /** Adds a key, and with it what the audit log says of that. */
  addKey(key: ApiKeyRecord, audit: AuditRecord): Promise<void>;
  /** The key with this hash, also an expired one. */
  keyByHash(hash: string): Promise<ApiKeyRecord | undefined>;
  /** Keys, newest first (by id), of one owner where one is named. An unreadable cursor throws `invalid-input` for `cursor`. */
  keys(query: {
    owner?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Promise<ApiKeyPage>;
  key(id: string): Promise<ApiKeyRecord | undefined>;
  /** Those of these keys that are there. */
  keysLeft(ids: readonly string[]): Promise<Set<string>>;
  /** Deletes a key, and writes with it what the audit log says of that. False, and nothing is written, when there is none. */
  deleteKey(id: string, audit: AuditRecord): Promise<boolean>;
}
