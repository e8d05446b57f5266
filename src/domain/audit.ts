import type { Clock } from "#/ports/clock.ts";
import type { AuditRecord } from "#/ports/store/audit.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";

/** An admin who acts, and the request by which. */
export interface Operator {
  /** The name of the admin token. */
  name: string;
  cause: { traceId: string; requestId: string };
}

/** What the audit log is to say of an act of `operator`, who does it now. No secrets, no text of a novel. */
export function auditRecord(
  { clock }: { clock: Pick<Clock, "now"> },
  { name: actor, cause: { traceId, requestId } }: Operator,
  act: Pick<AuditRecord, "action" | "target" | "before" | "after">,
): AuditRecord {
  return { ...act, at: clock.now(), actor, requestId, traceId };
}

/** Counts and logs an act that the Store has written down. */
export function noteAudited(
  { metrics, log }: { metrics: Pick<Metrics, "auditEntries">; log: Logger },
  { action, actor, target, requestId, traceId }: AuditRecord,
): void {
  metrics.auditEntries.inc({ action });
  log.info(
    { event: "operator.acted", action, actor, target, request_id: requestId, trace_id: traceId },
    "an operator acted",
  );
}
