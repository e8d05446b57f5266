import { auditActions } from "#/contract/audit.ts";
import type { Metrics } from "./metrics.ts";
import { highVolumeEvents } from "./sample-events.ts";
import { redactionKinds } from "./secret-patterns.ts";

/** Who can be turned away: the label of `colophon_auth_failures_total`. */
export const authFailureKinds = [
  "metrics-token",
  "admin-token",
  "session",
  "recovery-code",
  "api-key",
] as const;

/** Why the server gives a socket up: the label of `colophon_realtime_dropped_total`. */
export const dropReasons = [
  "slow-consumer",
  "ping-timeout",
  "parse-error",
  "idle",
  "key-ended",
  "session-ended",
  "too-many-messages",
  "shutdown",
  "refused",
] as const;

/**
 * Shows each counter whose labels are known beforehand as 0, once, at a process's start: of one that
 * first appears as 1 Prometheus sees no increase, and no alert hears of the first time.
 */
export function beginAtZero(metrics: Metrics): void {
  for (const kind of authFailureKinds) metrics.authFailures.inc({ kind }, 0);
  for (const reason of dropReasons) metrics.realtimeDropped.inc({ reason }, 0);
  for (const action of auditActions) metrics.auditEntries.inc({ action }, 0);
  for (const kind of redactionKinds) metrics.logRedactions.inc({ kind }, 0);
  for (const event of [...Object.keys(highVolumeEvents), "sentry"])
    metrics.logSuppressed.inc({ event }, 0);
}
