import { type Socket, isIP } from "node:net";
import { ipKeyGenerator } from "express-rate-limit";

/**
 * The network that a request came from, IPv6 by /56; what a proxy says of it (`ip`) counts only if it
 * is an address.
 */
export function networkOf({
  ip = "",
  socket,
}: {
  ip?: string | undefined;
  socket: Pick<Socket, "remoteAddress">;
}): string {
  return ipKeyGenerator(isIP(ip) === 0 ? (socket.remoteAddress ?? "") : ip);
}
