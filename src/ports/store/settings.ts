import type { AuditRecord } from "./audit.ts";

/** What operators have set, over the environment. */
export interface SettingsRecord {
  /** Grows by one with each change; 0 while nothing was ever set. */
  version: number;
  /** As it was written; a newer release may have names in it that this one does not know. */
  values: Record<string, unknown>;
  changedAt: string | null;
  changedBy: string | null;
}

export interface SettingsStore {
  read(): Promise<SettingsRecord>;
  /**
   * Writes a record if the stored version is the one before it, and with it what the audit log says of
   * it. False, and nothing is written, when somebody else was quicker.
   */
  write(record: SettingsRecord, audit: AuditRecord): Promise<boolean>;
}
