import type { IncomingMessage } from "node:http";

/** Whether a request should say whom it asks and does not; HTTP/1.0 knew no `Host`. */
export function lacksHost({
  headers,
  httpVersion,
}: Pick<IncomingMessage, "headers" | "httpVersion">): boolean {
  return headers.host === undefined && httpVersion === "1.1";
}
