import type { DependencyState } from "#/contract/service.ts";
import type { AccountStore } from "./accounts.ts";
import type { AuditStore } from "./audit.ts";
import type { DayStore } from "./days.ts";
import type { LedgerStore } from "./ledger.ts";
import type { LogStore } from "./log.ts";
import type { NovelStore } from "./novels.ts";
import type { SettingsStore } from "./settings.ts";

/**
 * The truth. There is no `transaction(fn)`: every operation is atomic by itself, takes data and is
 * whole or not at all. Each section has a contract suite beside it that every adapter passes.
 * When the Store cannot be reached any operation throws `ProblemError("store-unavailable")`, on a
 * full disk `ProblemError("storage-full")`; nothing is half done then.
 */
export interface Store {
  novels: NovelStore;
  ledger: LedgerStore;
  log: LogStore;
  days: DayStore;
  accounts: AccountStore;
  audit: AuditStore;
  settings: SettingsStore;
  health(): Promise<DependencyState>;
  close(): Promise<void>;
}
