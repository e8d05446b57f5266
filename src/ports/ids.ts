/** Where identifiers come from. */
export interface Ids {
  /** A UUIDv7 (RFC 9562): sorts by time of creation. */
  uuid(): string;
  /** A W3C trace id: 32 lower-case hex digits, not all zero. */
  traceId(): string;
  /** A W3C span id: 16 lower-case hex digits, not all zero. */
  spanId(): string;
}
