import { socketWeaknesses } from "./socket-weaknesses.ts";
import { type Weakness, weakness } from "./weakness.ts";

/** For each attack at least one; each is what somebody could write by mistake. */
export const weaknesses: Readonly<Record<string, Weakness>> = {
  ...socketWeaknesses,
  "shows-anybodys-novels": weakness(
    { foundBy: "steal-novels", seen: "getNovel tells another's session" },
    "src/domain/find-own-novel.ts",
    "novel.owner !== owner",
    "false",
  ),
  "lets-keys-for-reading-write": weakness(
    { foundBy: "abuse-keys", seen: "pauseNovel answers a key for reading only" },
    "src/http/gate.ts",
    'const scope = isReadOnly(req.method) ? "novels:read" : "novels:write";',
    'const scope = "novels:read";',
  ),
  "lets-keys-live-for-ever": weakness(
    { foundBy: "abuse-keys", seen: "getNovel answers a key that is expired: 200" },
    "src/domain/api-key.ts",
    "return expired ? undefined : record;",
    "return record;",
  ),
  "prefers-sessions-to-keys": weakness(
    { foundBy: "abuse-keys", seen: "getNovel tells another's key and the owner's session" },
    "src/http/gate.ts",
    "return (await ownerOfKey(req, res)) ?? (await sessionOf(...of)).owner;",
    "await ownerOfKey(req, res); return (await sessionOf(...of)).owner;",
  ),
  "believes-signatures": weakness(
    { foundBy: "forge-sessions", seen: "may choose its owner" },
    "src/domain/identify-caller.ts",
    "timingSafeEqual(sign(signed, secret), given)",
    "given.length === sign(signed, secret).length",
  ),
  "decodes-signatures": weakness(
    { foundBy: "forge-sessions", seen: "is taken for the owner's session" },
    "src/domain/identify-caller.ts",
    "timingSafeEqual(sign(signed, secret), given)",
    'timingSafeEqual(Buffer.from(sign(signed, secret).toString(), "base64url"), Buffer.from(given.toString(), "base64url"))',
  ),
  "takes-tossed-cookies-for-sockets": weakness(
    { foundBy: "forge-sessions", seen: "a socket with a cookie without the prefix: open" },
    "src/http/middleware/session/session.ts",
    "const names = [cookieName({ secure })];",
    "const names = [securedCookie, sessionCookie];",
  ),
  "keeps-ended-sessions": weakness(
    { foundBy: "forge-sessions", seen: "a cookie signed out here still gets /api/me: 200" },
    "src/domain/ended-sessions.ts",
    ".then((ended) => ended.length > 0)",
    ".then(() => false)",
  ),
  "lists-origins-by-their-beginning": weakness(
    { foundBy: "forge-origins", seen: "allowed https://friend.example.evil.example" },
    "src/http/middleware/origin/origin.ts",
    "} else if (listed.has(from)) {",
    "} else if (corsOrigins.some((known) => from.startsWith(known))) {",
  ),
  "takes-tokens-in-addresses": weakness(
    { foundBy: "leak-tokens", seen: "/internal/anything?token= is answered 404" },
    "src/http/middleware/admin/admin.ts",
    "identifyAdmin(req.headers.authorization,",
    "identifyAdmin(req.headers.authorization ?? `Bearer ${String(req.query['token'])}`,",
  ),
  "logs-addresses": weakness(
    { foundBy: "leak-tokens", seen: "is in the log" },
    "src/http/middleware/request-log/request-log.ts",
    'res.locals.route = "unmatched";',
    'res.locals.route = "unmatched"; log.info({ url: req.originalUrl });',
  ),
  "overlooks-addresses-of-pages": weakness(
    { foundBy: "leak-tokens", seen: "/?token= is answered 200" },
    "src/http/middleware/web-app/web-app.ts",
    "bearsCredentials(req.originalUrl)",
    "bearsCredentials()",
  ),
  "overlooks-addresses-of-sockets": weakness(
    { foundBy: "leak-tokens", seen: "?token= beside its cookie, a socket is opened" },
    "src/http/handshake-rules.ts",
    'if (bearsCredentials(req.url)) return new ProblemError("invalid-input", credentialsInAddress);',
    "",
  ),
  "parses-leniently": weakness(
    { foundBy: "smuggle-requests", seen: "the hidden request was run" },
    "src/http/create-http-server.ts",
    "headersTimeout: limits.headersMs,",
    "headersTimeout: limits.headersMs, insecureHTTPParser: true,",
  ),
  "takes-any-body": weakness(
    { foundBy: "overfeed", seen: "1 GB announced to http:// goes on" },
    "src/http/middleware/json-body/json-body.ts",
    'types: ["application/json"], maxBytes: 1_000_000',
    'types: ["application/json"], maxBytes: 5_000_000_000',
  ),
  "listens-for-ever": weakness(
    { foundBy: "overfeed", seen: "1 GB announced to http:// goes on" },
    "src/http/build-app.ts",
    "cutOff(deps)",
    "(_req, _res, next) => next()",
  ),
  "knows-no-methods": weakness(
    { foundBy: "odd-methods", seen: "is answered 404" },
    "src/http/mount-routes.ts",
    "mounted.all(refuseMethod(",
    "void (refuseMethod(",
  ),
  "answers-500-to-broken-json": weakness(
    { foundBy: "fuzz", seen: "500 to " },
    "src/http/middleware/json-body/json-body.ts",
    'new ProblemError("invalid-input", brokenAt(String(error.body)))',
    "error",
  ),
  "keeps-every-request": weakness(
    { foundBy: "fuzz", seen: "MB after warm-up" },
    "src/http/middleware/request-log/request-log.ts",
    'res.locals.route = "unmatched";',
    'res.locals.route = "unmatched"; ((globalThis as { kept?: Buffer[] }).kept ??= []).push(Buffer.alloc(400_000, 1));',
  ),
  "serves-in-the-clear": weakness(
    { foundBy: "plain-http", seen: "a cookie, sent plainly, is answered 200" },
    "src/http/build-app.ts",
    "if (forceHttps) app.use(httpsOnly());",
    "",
  ),
  "sends-credentials-on": {
    foundBy: "plain-http",
    seen: "a cookie, sent to the proxy's open port, is answered 308",
    proxy: [{ from: "$http_authorization$http_cookie$", to: "$http_authorization$" }],
  },
  "passes-schemes-on": {
    foundBy: "plain-http",
    seen: "over TLS a claim of",
    proxy: [
      {
        from: "proxy_set_header X-Forwarded-Proto $scheme;",
        to: "proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;",
      },
    ],
  },
  "tells-the-stack": {
    foundBy: "provoke-errors",
    seen: "is told to POST /api/novel",
    changes: [
      {
        module: "src/http/write-problem.ts",
        from: "scrubWords(scrubber, problem.message)",
        to: "String(problem.stack)",
      },
    ],
  },
  "serves-its-sources": weakness(
    { foundBy: "provoke-errors", seen: "/package.json is served" },
    "src/http/middleware/web-app/web-app.ts",
    "express.static(webRoot, {",
    'express.static(".", {',
  ),
  "allows-inline-styles": weakness(
    { foundBy: "read-headers", seen: "a page allows too much" },
    "src/http/middleware/security-headers/content-policy.ts",
    'sources: () => own, why: "the app\'s style sheets; nothing inline"',
    'sources: () => [...own, "\'unsafe-inline\'"], why: ""',
  ),
  "takes-few-connections": weakness(
    { foundBy: "slow-callers", seen: "others " },
    "src/http/create-http-server.ts",
    "if (maxConnections > 0) server.maxConnections = maxConnections;",
    "server.maxConnections = 250;",
  ),
  "lets-one-address-have-all": {
    foundBy: "slow-callers",
    seen: "of one address 0 bodies are refused",
    proxy: [{ from: "limit_conn callers 100;", to: "" }],
  },
  "waits-for-bodies-for-ever": {
    foundBy: "slow-callers",
    seen: "there is still a body that never ends, to the proxy",
    full: true,
    proxy: [{ from: "proxy_request_buffering off;", to: "" }],
  },
  "answers-barely": {
    foundBy: "read-headers",
    seen: "what only the inside may see says x-frame-options",
    proxy: [{ from: "add_header X-Frame-Options DENY always;", to: "" }],
  },
  "counts-in-each-process": {
    foundBy: "exceed-limits",
    seen: "the 11th is answered 400",
    scaled: true,
    changes: [
      {
        module: "src/adapters/redis/rate-limit-store.ts",
        from: "return together;",
        to: "return counted;",
      },
    ],
  },
  "believes-every-proxy": weakness(
    { foundBy: "exceed-limits", seen: "beginning of X-Forwarded-For: the 11th is answered 400" },
    "src/http/build-app.ts",
    'app.set("trust proxy", trustProxy);',
    'app.set("trust proxy", true);',
  ),
  "passes-claims-on": {
    foundBy: "exceed-limits",
    seen: "another x-forwarded-for each: the 11th is answered 400",
    proxy: [
      {
        from: "proxy_set_header X-Forwarded-For $remote_addr;",
        to: "proxy_set_header X-Forwarded-For $http_x_forwarded_for;",
      },
    ],
  },
  "counts-watching-as-reading": weakness(
    { foundBy: "exceed-limits", seen: "looks at sockets with forged addresses: the 21th is" },
    "src/http/limit-of.ts",
    '["get /internal/realtime/metrics", "realtime-metrics"],',
    "",
  ),
  "counts-operators-by-address": weakness(
    {
      foundBy: "exceed-limits",
      seen: "looks at sockets from everywhere: the 21th is answered 200",
    },
    "src/http/middleware/rate-limit/rate-limit.ts",
    "return `admin:${admin.name}`;",
    "return networkOf(req);",
  ),
  "counts-addresses-alone": weakness(
    {
      foundBy: "exceed-limits",
      seen: "reads by one session from everywhere: the 601th is answered",
    },
    "src/http/middleware/rate-limit/rate-limit.ts",
    "return joinParties(networkOf(req), await knownOwnerOf(req, res));",
    "return networkOf(req);",
  ),
  "counts-sessions-alone": weakness(
    { foundBy: "exceed-limits", seen: "writes with forged addresses: the 61th is answered" },
    "src/http/middleware/rate-limit/rate-limit.ts",
    "return joinParties(networkOf(req), await knownOwnerOf(req, res));",
    "return (await knownOwnerOf(req, res)) ?? crypto.randomUUID();",
  ),
  "counts-no-handshakes": weakness(
    { foundBy: "exceed-limits", seen: "handshakes: the 61st is answered 200" },
    "src/http/handshake-limit.ts",
    "return totalHits <= limit;",
    "return totalHits <= limit || true;",
  ),
  "limits-no-reports": weakness(
    { foundBy: "exceed-limits", seen: "reportFromClient is limited by undefined" },
    "src/http/limit-of.ts",
    'if (path === "/health" || path.startsWith("/health/")) return null;',
    'if (path === "/health" || path.startsWith("/health/") || path.endsWith("-report")) return null;',
  ),
  "counts-whole-ipv6-addresses": weakness(
    { foundBy: "exceed-limits", seen: "neighbours in a /56: the 11th is answered 400" },
    "src/http/network-of.ts",
    "return ipKeyGenerator(",
    "return String(",
  ),
};
