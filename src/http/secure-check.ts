import type { IncomingMessage } from "node:http";
import type { Application } from "express";

/** Makes what Express's `req.secure` is, for requests that Express never sees; the server ends no TLS itself. */
export function createSecureCheck(app: Application): (req: IncomingMessage) => boolean {
  // Express compiles it from `trust proxy`: whether the word of who stands there counts.
  const trusts = app.get("trust proxy fn") as (address: string, hop: number) => boolean;
  return ({ socket, headers }) => {
    if (!trusts(socket.remoteAddress ?? "", 0)) return false;
    const told = headers["x-forwarded-proto"];
    return typeof told === "string" && told.split(",")[0]?.trim() === "https";
  };
}
