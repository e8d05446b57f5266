import type { IncomingMessage } from "node:http";
import type { Application } from "express";
import { listSecurityHeaders } from "./middleware/security-headers/list-security-headers.ts";
import { createSecureCheck } from "./secure-check.ts";

/** Makes what lists the security headers of the answer to a handshake, which Express never sees: those of the app's own. */
export function createHandshakeHeaders(
  app: Application,
): (req: IncomingMessage) => Readonly<Record<string, string>> {
  const isSecure = createSecureCheck(app);
  const plain = listSecurityHeaders({ secure: false });
  const tls = listSecurityHeaders({ secure: true });
  return (req) => (isSecure(req) ? tls : plain);
}
