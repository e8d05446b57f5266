import type { IncomingMessage } from "node:http";
import express from "express";
import { expect, it } from "vitest";
import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { createHandshakeLimit } from "./handshake-limit.ts";
import { unlimited } from "./served-app.fixture.ts";

function open(trustProxy: false | number | string[]) {
  let limit = 2;
  const clock = createFakeClock();
  const mayConnect = createHandshakeLimit(express().set("trust proxy", trustProxy), {
    rateLimits: () => ({ ...unlimited, "socket-connect": { limit, windowMs: 60_000 } }),
    rateLimitStore: createMemoryRateLimitStore({ clock }),
  });
  const ask = (remoteAddress: string, forwarded?: string) =>
    mayConnect({
      socket: { remoteAddress },
      headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    } as unknown as IncomingMessage);
  return { ask, clock, setLimit: (to: number) => (limit = to) };
}

it("takes so many handshakes from a network and a window, IPv6 by /56, and no more", async () => {
  const { ask, clock } = open(false);
  for (const [one, neighbour, other] of [
    ["192.0.2.1", "192.0.2.1", "192.0.2.2"],
    ["2001:db8:0:1::1", "2001:db8:0:2::9", "2001:db8:0:100::1"],
  ] as const) {
    expect([await ask(one), await ask(neighbour), await ask(one)]).toEqual([true, true, false]);
    expect(await ask(other)).toBe(true);
    await clock.advance(60_000);
    expect(await ask(one)).toBe(true);
  }
});

it("takes a proxy's word for the address where it is trusted, and nobody else's", async () => {
  const untrusting = open(false);
  const asked = [];
  for (const n of [1, 2, 3]) asked.push(await untrusting.ask("127.0.0.1", `192.0.2.${n}`));
  expect(asked).toEqual([true, true, false]);
  const trusting = open(["127.0.0.0/8"]);
  for (const n of [1, 2, 3]) expect(await trusting.ask("127.0.0.1", `192.0.2.${n}`)).toBe(true);
  const forged = [];
  for (const n of [7, 8, 9])
    forged.push(await trusting.ask("127.0.0.1", `198.51.100.${n}, 203.0.113.5`));
  expect(forged, "only the last hop was told by the proxy").toEqual([true, true, false]);
});

it("heeds another limit at once", async () => {
  const { ask, setLimit } = open(false);
  for (const expected of [true, true, false]) expect(await ask("192.0.2.1")).toBe(expected);
  setLimit(4);
  expect(await ask("192.0.2.1")).toBe(true);
});
