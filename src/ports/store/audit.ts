import type { AuditEntry, AuditList } from "#/contract/audit.ts";

/** An act of an operator that is to be written down; the Store gives it its number. */
export type AuditRecord = Omit<AuditEntry, "seq">;

/**
 * What operators did. There is no way to write here: each entry is written by the operation that does
 * what it tells of, whole or not at all with it, so that neither can be there without the other. Nothing
 * is changed or removed. `seq` counts 1, 2, 3 … without gaps, so that a chain of hashes can be laid
 * along it.
 */
export interface AuditStore {
  /** Entries, newest first. An unreadable cursor throws `invalid-input` for `cursor`. */
  list(query: { limit: number; cursor?: string | undefined }): Promise<AuditList>;
}
