import type { TraceContext } from "./trace-context.ts";

/**
 * What ties an observation to its trace: only to one that is exported, so that who follows it finds
 * something. A trace id is 32 characters long; prom-client throws at exemplars beyond 128.
 */
export function exemplarOf({
  traceId,
  sampled,
}: Pick<TraceContext, "traceId" | "sampled">): Record<string, string> {
  return sampled ? { trace_id: traceId } : {};
}
