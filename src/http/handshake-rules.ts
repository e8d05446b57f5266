import type { IncomingMessage } from "node:http";
import type { Application } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { bearsCredentials, credentialsInAddress } from "./bears-credentials.ts";
import { hostFault } from "./host-fault.ts";
import type { HttpDeps } from "./http-deps.ts";
import { isOwnOrListed } from "./middleware/origin/origin.ts";
import { createSecureCheck } from "./secure-check.ts";

/** Why a request may not become a socket, in words for whoever asked; undefined where it may. */
export type HandshakeRules = (req: IncomingMessage) => ProblemError | undefined;

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
    const fault = hostFault(req, { loopbackOnly });
    if (fault !== undefined) return new ProblemError("invalid-input", fault);
    if (forceHttps && !secure)
      return new ProblemError("https-required", "This is served over HTTPS only.");
    if (bearsCredentials(req.url)) return new ProblemError("invalid-input", credentialsInAddress);
    if (origin === undefined || mayUse(origin, { host, secure })) return undefined;
    return new ProblemError(
      "origin-not-allowed",
      "Pages of this origin may not follow novels here: CORS_ORIGINS lists those that may.",
    );
  };
}
