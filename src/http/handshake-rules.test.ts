import type { IncomingMessage } from "node:http";
import express from "express";
import { expect, it } from "vitest";
import { createHandshakeRules } from "./handshake-rules.ts";
import { hostFault } from "./host-fault.ts";

/** What comes of a handshake from 127.0.0.1 at `books.example`. */
function refusal(
  headers: Record<string, string>,
  { forceHttps = false, trusted = ["127.0.0.0/8"] as string[] | false, url = "/ws/" } = {},
) {
  const app = express().set("trust proxy", trusted);
  const rules = createHandshakeRules(app, {
    forceHttps,
    corsOrigins: ["https://listed.example"],
    loopbackOnly: false,
  });
  const socket = { remoteAddress: "127.0.0.1" };
  return rules({ socket, url, headers: { host: "books.example", ...headers } } as IncomingMessage)
    ?.code;
}

const tls = { "x-forwarded-proto": "https" };

it("takes handshakes over TLS only, where that is asked for", () => {
  const forced = { forceHttps: true };
  expect(refusal({}, forced)).toBe("https-required");
  expect(refusal({ "x-forwarded-proto": "http" }, forced)).toBe("https-required");
  expect(refusal({ "x-forwarded-proto": "http, https" }, forced)).toBe("https-required");
  expect(refusal(tls, forced)).toBeUndefined();
  expect(refusal({ "x-forwarded-proto": "https, http" }, forced)).toBeUndefined();
});

it("believes nobody but a trusted proxy that there is TLS", () => {
  for (const trusted of [false as const, ["10.0.0.0/8"]])
    expect(refusal(tls, { forceHttps: true, trusted })).toBe("https-required");
});

it("takes our own pages, the listed ones and programs, by origin", () => {
  for (const origin of ["https://books.example", "https://listed.example"])
    expect(refusal({ ...tls, origin })).toBeUndefined();
  expect(refusal(tls)).toBeUndefined();
  expect(refusal({ origin: "http://books.example" })).toBeUndefined();
  for (const origin of ["http://books.example", "null", "", "https://books.example."])
    expect(refusal({ ...tls, origin })).toBe("origin-not-allowed");
});

it("takes none whose address bears credentials, whatever its cookie", () => {
  for (const name of ["token", "api_key", "key", "authorization", "colophon_session"])
    expect(refusal({ cookie: "a=b" }, { url: `/ws/?EIO=4&transport=polling&${name}=x` })).toBe(
      "invalid-input",
    );
  expect(refusal({}, { url: "/ws/?EIO=4&transport=polling&t=1&sid=2" })).toBeUndefined();
});

it("takes none that names no host, but of HTTP/1.0, which knew none", () => {
  const rules = createHandshakeRules(express(), {
    forceHttps: false,
    corsOrigins: [],
    loopbackOnly: false,
  });
  const refused = (httpVersion: string) =>
    rules({ socket: {}, headers: {}, httpVersion } as IncomingMessage)?.code;
  expect(refused("1.1")).toBe("invalid-input");
  expect(refused("1.0")).toBeUndefined();
});

it("says in the words of a request's refusal that only this machine is answered", () => {
  const rules = createHandshakeRules(express(), {
    forceHttps: false,
    corsOrigins: [],
    loopbackOnly: true,
  });
  const headers = { host: "evil.example" };
  const req = { socket: {}, url: "/ws/", headers, httpVersion: "1.1" } as IncomingMessage;
  expect(rules(req)).toMatchObject({
    code: "invalid-input",
    message: hostFault(req, { loopbackOnly: true }),
  });
});
