import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { ipKeyGenerator } from "express-rate-limit";

/**
 * The network that a request came from, IPv6 by /56; what a proxy says of it (`ip`) counts only if it
 * is an address.
 */
export function networkOf(
  ip: string | undefined,
  { socket }: Pick<IncomingMessage, "socket">,
): string {
  return ipKeyGenerator(ip === undefined || isIP(ip) === 0 ? (socket.remoteAddress ?? "") : ip);
}
