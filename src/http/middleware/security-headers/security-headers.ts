import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler } from "express";
import helmet, { type HelmetOptions } from "helmet";
import { hostShape } from "#/http/host-shape.ts";

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", (req: IncomingMessage) => socketOrigin(req as Request)],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  },
} satisfies HelmetOptions["contentSecurityPolicy"];

/** Sets the security headers on every answer; HTTPS is insisted on only where it is spoken already. */
export function securityHeaders(): RequestHandler {
  const same = { contentSecurityPolicy, xFrameOptions: { action: "deny" } } as const;
  const plain = helmet({ ...same, strictTransportSecurity: false });
  const tls = helmet({
    ...same,
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  });
  return (req, res, next) => {
    (req.secure ? tls : plain)(req, res, next);
  };
}

// Older browsers do not count sockets to one's own host as 'self'. The header is the client's text.
function socketOrigin(req: Request): string {
  const host = req.headers.host ?? "";
  return hostShape.test(host) ? `${req.secure ? "wss" : "ws"}://${host}` : "'self'";
}
