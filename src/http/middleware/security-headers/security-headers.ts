import type { RequestHandler } from "express";
import { listSecurityHeaders } from "./list-security-headers.ts";

/** Sets the security headers on every answer. Pages put their own content policy in place of the one that allows nothing. */
export function securityHeaders(): RequestHandler {
  const plain = Object.entries(listSecurityHeaders({ secure: false }));
  const tls = Object.entries(listSecurityHeaders({ secure: true }));
  return (req, res, next) => {
    for (const [name, value] of req.secure ? tls : plain) res.setHeader(name, value);
    next();
  };
}
