import type { Cause } from "#/domain/apply-command.ts";
import type { Operator } from "#/domain/audit.ts";
import type { Admin } from "#/domain/identify-admin.ts";
import type { Session } from "#/domain/identify-caller.ts";
import type { ApiKeyRecord } from "#/ports/store/accounts.ts";
import type { RecordedSpan } from "#/telemetry/recorded-span.ts";
import type { TraceContext } from "#/telemetry/trace-context.ts";

/** What is known of a request while it is answered; lives in Express's `res.locals`. */
export interface Exchange {
  requestId: string;
  trace: TraceContext;
  /** The request's own span; undefined where it is not sampled. */
  span: RecordedSpan | undefined;
  /** The pattern of the route that answers (never the path); `unmatched` until one does. */
  route: string;
  /** The novel it is about, once it is known to be the caller's. */
  novelId: string | undefined;
  /** Whose admin token it bears; undefined outside `/internal`. */
  admin: Admin | undefined;
  /** What the session cookie says, null without a valid one; undefined until somebody asked. */
  session: Session | null | undefined;
  /** Whether that session is over, asked once; undefined until somebody asked. */
  sessionOver: Promise<boolean> | undefined;
  /** What came of looking up its API key, null for one that is good for nothing; undefined until somebody asked. */
  apiKey: Promise<ApiKeyRecord | null> | undefined;
}

declare module "express-serve-static-core" {
  interface Locals extends Exchange {}
}

/** In whose name, and by which request, an operator acts. */
export function operatorOf(exchange: Exchange, { name }: Admin): Operator {
  return { name, cause: causeOf(exchange) };
}

/** What every line says of the request that it is about. */
export function toldOf({ requestId, trace }: Exchange) {
  return { request_id: requestId, trace_id: trace.traceId, span_id: trace.spanId };
}

/** What an event says of the request that caused it. */
export function causeOf({ trace, requestId }: Exchange): Cause {
  return { traceId: trace.traceId, requestId };
}
