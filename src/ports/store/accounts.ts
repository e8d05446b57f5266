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

/** One browser's stay with an owner, as its cookie names it. */
export interface SessionName {
  owner: string;
  id: string;
  /** How often all others had been ended when it began. */
  epoch: number;
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

/**
 * How owners get at what is theirs: recovery codes and keys for programs, both only as hashes, and what
 * ended which sessions. An owner who never ended any has no row for that.
 */
export interface AccountStore {
  /**
   * Keeps an owner's recovery hash; the one before is good for nothing then. False, and nothing is written,
   * when the session that asks was ended with all others.
   */
  setRecovery(session: SessionName, recovery: Recovery): Promise<boolean>;
  recovery(owner: string): Promise<Recovery | undefined>;
  /** The owner whose code has this hash, and the epoch of sessions that begin now. */
  ownerByRecovery(hash: string): Promise<Pick<SessionName, "owner" | "epoch"> | undefined>;
  /** The epoch of an owner's sessions that begin now; 0 until all others are ended for the first time. */
  sessionEpoch(owner: string): Promise<number>;
  /** Ends one session for good, and forgets those that ended before a time, whose cookies have expired. */
  endSession(
    session: Pick<SessionName, "owner" | "id">,
    times: { endedAt: string; forgetBefore: string },
  ): Promise<void>;
  /**
   * Ends all sessions of an owner but this one, and replaces the recovery hash in the same operation, so that
   * no code that another was shown leads back. False, and nothing is written, when this one was ended so before.
   */
  endOtherSessions(session: SessionName, recovery: Recovery): Promise<boolean>;
  /** Those of these sessions that are over: the same objects. */
  endedSessions(sessions: readonly SessionName[]): Promise<SessionName[]>;
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
