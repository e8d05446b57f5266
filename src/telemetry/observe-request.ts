import { exemplarOf } from "./exemplar.ts";
import type { Metrics } from "./metrics.ts";
import type { TraceContext } from "./trace-context.ts";

/** The others that Node's parser knows are three dozen, and anybody can send each of them. */
const methods: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  // Our own word for what could not be read.
  "unparsed",
]);

/** Counts a request that has ended. `route` is a pattern of ours, never what the caller asked for. */
export function observeRequest(
  { httpRequestDuration }: Pick<Metrics, "httpRequestDuration">,
  request: { method: string; route: string; status: number; seconds: number; trace: TraceContext },
): void {
  const { method, route, status, seconds, trace } = request;
  httpRequestDuration.observe({
    labels: { method: methods.has(method) ? method : "other", route, status },
    value: seconds,
    exemplarLabels: exemplarOf(trace),
  });
}
