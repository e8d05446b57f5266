import type { IncomingMessage } from "node:http";
import express from "express";
import { expect, it } from "vitest";
import { createHandshakeHeaders } from "./handshake-headers.ts";
import { listSecurityHeaders } from "./middleware/security-headers/list-security-headers.ts";

it("gives handshakes the security headers of every answer, HSTS over TLS only", () => {
  const headersOf = createHandshakeHeaders(express().set("trust proxy", ["127.0.0.0/8"]));
  const from = (remoteAddress: string) =>
    headersOf({
      socket: { remoteAddress },
      headers: { "x-forwarded-proto": "https" },
    } as unknown as IncomingMessage);
  expect(from("127.0.0.1")).toEqual(listSecurityHeaders({ secure: true }));
  expect(from("192.0.2.1")).toEqual(listSecurityHeaders({ secure: false }));
  expect(from("192.0.2.1")).not.toHaveProperty("Strict-Transport-Security");
});
