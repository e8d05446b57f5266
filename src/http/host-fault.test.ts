import { expect, it } from "vitest";
import { hostFault, isLoopback } from "./host-fault.ts";

const faultOf = (host: string | undefined, loopbackOnly: boolean, httpVersion = "1.1") =>
  hostFault({ headers: { host }, httpVersion }, { loopbackOnly });

it("wants to be told who is asked, but by HTTP/1.0, which knew no such header", () => {
  for (const loopbackOnly of [true, false]) {
    expect(faultOf(undefined, loopbackOnly)).toContain("needs a Host header");
    expect(faultOf(undefined, loopbackOnly, "1.0")).toBeUndefined();
  }
});

it.each([
  "localhost",
  "localhost:3001",
  "LOCALHOST:3001",
  "books.localhost:5173",
  "127.0.0.1",
  "127.0.0.1:80",
  "127.1.2.3:3001",
  "[::1]",
  "[::1]:3001",
])("is asked for by a name of this machine's own: %s", (host) => {
  expect(faultOf(host, true)).toBeUndefined();
});

it.each([
  "evil.example",
  "evil.example:3001",
  "localhost.evil.example",
  "127.0.0.1.evil.example:3001",
  "evil-localhost",
  "localhost:3001@evil.example",
  "localhost evil.example",
  "[::2]:3001",
  "10.0.0.1",
  "",
])(
  "is not asked for by a name that leads here by chance or by malice, where only this machine may: %s",
  (host) => {
    expect(faultOf(host, true)).toContain("answers as localhost only");
    expect(faultOf(host, false)).toBeUndefined();
  },
);

it("knows the addresses at which only this machine can ask", () => {
  for (const address of ["127.0.0.1", "::1", "localhost"]) expect(isLoopback(address)).toBe(true);
  for (const address of ["0.0.0.0", "::", "192.168.0.2", "fe80::1", "books.example"])
    expect(isLoopback(address)).toBe(false);
});
