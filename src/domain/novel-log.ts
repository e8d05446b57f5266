import type { Logger } from "#/telemetry/logger.ts";
import type { Cause } from "./apply-command.ts";

/** A log each of whose lines tells which novel it is about, by which request, and in which trace. */
export function novelLog(log: Logger, novelId: string, { traceId, requestId }: Cause): Logger {
  return log.child({ novel_id: novelId, request_id: requestId, trace_id: traceId });
}
