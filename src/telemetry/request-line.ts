/** What is known of a request at its end. */
export interface RequestEnd {
  event: "http.probe" | "http.request";
  method: string;
  /** A pattern of ours, never what the caller asked for. */
  route: string;
  status: number;
  durationMs: number;
  bytes: number;
  aborted: boolean;
  requestId: string;
  traceId: string;
  spanId: string;
  novelId: string | undefined;
}

/**
 * A request's line: fields like any other's for whoever logs it, and spelled out in one go for
 * `createLogger`, since it is the one line that every request writes. All of it is ours (words, numbers
 * and ids), but for the caller's request id, which was scrubbed when it was chosen: so it goes out as it is.
 */
export class RequestLine {
  readonly event: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly bytes: number;
  readonly aborted: boolean;
  readonly request_id: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly novel_id: string | undefined;

  constructor(end: RequestEnd) {
    this.event = end.event;
    this.method = end.method;
    this.route = end.route;
    this.status = end.status;
    this.duration_ms = Math.round(end.durationMs * 100) / 100;
    this.bytes = end.bytes;
    this.aborted = end.aborted;
    this.request_id = end.requestId;
    this.trace_id = end.traceId;
    this.span_id = end.spanId;
    this.novel_id = end.novelId;
  }

  /** Its members in JSON, each with a comma before it; as pino would write them. */
  toMembers(): string {
    const novel = this.novel_id === undefined ? "" : `,"novel_id":"${this.novel_id}"`;
    return `,"event":"${this.event}","method":"${this.method}","route":${JSON.stringify(this.route)},"status":${this.status},"duration_ms":${this.duration_ms},"bytes":${this.bytes},"aborted":${this.aborted},"request_id":"${this.request_id}","trace_id":"${this.trace_id}","span_id":"${this.span_id}"${novel}`;
  }
}
