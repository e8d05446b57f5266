import type { IncomingMessage } from "node:http";
import type { Application } from "express";
import type { ErrorCode } from "#/contract/problem.ts";
import { bearsCredentials } from "./bears-credentials.ts";
import { hostFault } from "./host-fault.ts";
import type { HttpDeps } from "./http-deps.ts";
import { isOwnOrListed } from "./middleware/origin/origin.ts";
import { createSecureCheck } from "./secure-check.ts";

/** Why a request may not become a socket; undefined where it may. */
export type HandshakeRules = (req: IncomingMessage) => ErrorCode | undefined;

/** Holds handshakes, which Express never sees, to the rules of the app's own requests: a host, TLS, origin, no secret addresses. */
export function createHandshakeRules(
  app: Application,
  {
    forceHttps,
    corsOrigins,
    loopbackOnly,
  }: Pick<HttpDeps, "forceHttps" | "corsOrigins" | "loopbackOnly">,
): HandshakeRules {
  const mayUse = isOwnOrListed(corsOrigins);
  const isSecure = createSecureCheck(app);

  return (req) => {
    const { origin, host } = req.headers;
    const secure = isSecure(req);
    if (hostFault(req, { loopbackOnly }) !== undefined) return "invalid-input";
    if (forceHttps && !secure) return "https-required";
    if (bearsCredentials(req.url)) return "invalid-input";
    if (origin === undefined || mayUse(origin, { host, secure })) return undefined;
    return "origin-not-allowed";
  };
}
