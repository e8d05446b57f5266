import { expect, it } from "vitest";
import { overTls, serveApp } from "#/http/served-app.fixture.ts";
import { pagePolicy } from "./content-policy.ts";

it("lets an answer that is no page do nothing at all", async () => {
  const { send } = await serveApp();
  for (const path of ["/health", "/api/novel", "/nothing", "/assets/none.js"]) {
    const { headers } = await send("GET", path);
    expect(headers.get("content-security-policy")?.split(";")).toEqual([
      "default-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "report-uri /api/csp-report",
    ]);
  }
});

it("sends the other headers with every answer, refusals too", async () => {
  const { send } = await serveApp();
  for (const path of ["/", "/api/novel", "/nothing"]) {
    const { headers } = await send("GET", path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    for (const feature of ["camera", "geolocation", "microphone", "payment", "usb"])
      expect(headers.get("permissions-policy")?.split(", ")).toContain(`${feature}=()`);
  }
});

it("asks browsers to stay with TLS for a year, over TLS only", async () => {
  const { send } = await serveApp({ trustProxy: 1 });
  const plain = await send("GET", "/");
  expect(plain.headers.get("strict-transport-security")).toBeNull();
  const { headers } = await send("GET", "/", { headers: overTls });
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
});

it("lets a page run its own scripts by their content, and speak with us", () => {
  const policy = pagePolicy({ scripts: ["sha384-one", "sha384-two"], sockets: "wss://a.example" });
  expect(policy.split(";")).toEqual([
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "script-src 'sha384-one' 'sha384-two' 'strict-dynamic'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self' wss://a.example",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "report-uri /api/csp-report",
  ]);
  expect(pagePolicy({ scripts: [] })).toContain("script-src 'none';");
});
