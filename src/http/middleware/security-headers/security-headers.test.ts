import { expect, it } from "vitest";
import { rawRequest } from "#/http/raw-request.fixture.ts";
import { serveApp } from "#/http/served-app.fixture.ts";

it("sends a policy under which a page can run nothing but our own files", async () => {
  const { send, url } = await serveApp();
  const socket = url.replace("http:", "ws:");
  for (const path of ["/", "/api/novel", "/nothing"]) {
    const { headers } = await send("GET", path);
    expect(headers.get("content-security-policy")?.split(";")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src 'self' ${socket}`,
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("strict-transport-security")).toBeNull();
  }
});

it("puts nothing of a hostile Host header into the policy", async () => {
  const { url } = await serveApp();
  const ask = async (host: string) => {
    const { headers } = await rawRequest(`${url}/health`, { headers: { host } });
    return headers["content-security-policy"];
  };
  for (const host of ["evil.example; script-src *", "a,b", "a b", "*", "user@host", "a/b"])
    expect(await ask(host)).toContain("connect-src 'self' 'self';");
  for (const host of ["books.example", "books.example:8443", "[::1]:3001"])
    expect(await ask(host)).toContain(`connect-src 'self' ws://${host};`);
});
