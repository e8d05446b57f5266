import { readApi } from "#test/security/api.ts";
import { type Question, ask } from "#test/security/ask.ts";
import { atOnce } from "#test/security/at-once.ts";
import type { Attack } from "#test/security/attack.ts";
import { speak, statusesIn } from "#test/security/speak.ts";
import { tellsTooMuch } from "#test/security/tells-too-much.ts";

const files = [
  ".env",
  ".git/config",
  ".git/HEAD",
  "package.json",
  "package-lock.json",
  "node_modules/express/package.json",
  "src/processes/embedded.ts",
  "data/session-secret",
  "colophon.sqlite",
  "web.sources",
  "assets",
  "assets/",
  "server-status",
  "debug/pprof",
  "actuator/env",
  "wp-login.php",
];
const ways = [
  "/",
  "//",
  "/./",
  "/assets/../",
  "/assets/..%2f",
  "/..%2f",
  "/%2e%2e/",
  "/assets/%2e%2e%2f%2e%2e%2f",
  "/..%5c",
  "/%252e%252e/",
  "/\\..\\..\\",
  "/assets/..;/",
  "/%c0%ae%c0%ae/",
];

/** Whatever makes programs talk of themselves. */
export const provokeErrors: Attack = {
  name: "provoke-errors",
  promise: "no answer tells of stacks, paths, versions or files that are not the web app's",
  tries:
    "16 files that nobody should see by 13 ways of writing a path; broken encodings, JSON, headers, cookies and requests on raw connections; source maps of every file of the web app",
  limits: "raised",
  async run({ target, verdict }) {
    const look = async (base: string, path: string, question: Question = {}) => {
      const answer = await ask(base, path, {
        ...question,
        headers: { "x-forwarded-proto": "https", ...question.headers },
      });
      const shown = `${question.method ?? "GET"} ${path.slice(0, 80)}`;
      const leak = tellsTooMuch(answer.text);
      verdict.check(
        leak === undefined || path.includes(leak),
        `"${leak}" is told to ${shown}: ${answer.text.slice(0, 200)}`,
      );
      const { "x-powered-by": powered, server = "" } = answer.headers;
      verdict.check(
        powered === undefined && !/\d/.test(String(server)),
        `${shown} tells ${String(powered ?? server)}`,
      );
      verdict.check(answer.status < 500, `${shown} is answered ${answer.status}`);
      return answer;
    };

    for (const base of [target.origin, target.direct]) {
      const paths = ways.flatMap((way) => files.map((file) => way + file));
      await atOnce(8, paths, async (path) => {
        const { status } = await look(base, path, { headers: { accept: "*/*" } });
        verdict.check(status !== 200, `${path} is served by ${base}`);
      });
    }

    const page = await look(target.origin, "/", { headers: { accept: "text/html" } });
    const assets = [...page.text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    verdict.check(assets.length > 0, "the page loads nothing");
    for (const path of assets) {
      const asset = await ask(target.origin, path);
      verdict.check(asset.status === 200, `${path} is answered ${asset.status}`);
      verdict.check(!asset.text.includes("sourceMappingURL"), `${path} names its source map`);
      const { status } = await look(target.origin, `${path}.map`);
      verdict.check(status === 404, `${path} has a source map`);
    }

    const { routes } = await readApi(target);
    for (const { method, path, body } of routes) {
      const place = path.replaceAll(/\{\w+\}/g, "%E0%A4%A");
      if (path.includes("{")) await look(target.direct, place, { method });
      if (body === undefined) continue;
      for (const text of ["{", "{]", "\0", "{}{}", '{"a":undefined}', "\ufeff{}", "[1", "'a'"])
        await look(target.direct, path.replaceAll(/\{\w+\}/g, "x"), { method, body: text });
    }
    for (const headers of [
      { cookie: "__Host-colophon_session=%E0%A4%A; =; ;;; a=b=c" },
      { authorization: "Basic Og==" },
      { authorization: "Bearer" },
      { accept: "*/*;q=nonsense" },
      { "if-none-match": '"' },
      { range: "bytes=9-1,-" },
      { "content-type": "application/json;;=;charset" },
      { traceparent: "00-0-0-0" },
      { "x-request-id": "<script>" },
    ] as Record<string, string>[])
      for (const path of ["/", "/api/me", "/api/novel?cursor=%00", "/internal/novels", "/metrics"])
        await look(target.direct, path, { headers });

    const broken = [
      "GET / HTTP/9.9\r\n\r\n",
      "GET /\r\n\r\n",
      "\0\0\0\0",
      "\x16\x03\x01\x02\x00\x01\x00",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
      `GET /${"a".repeat(70_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(70_000)}\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\n${"X: y\r\n".repeat(3_000)}\r\n`,
      "GET / HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\n\r\n",
      "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      "GET /ws/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: nonsense\r\n\r\n",
    ];
    for (const base of [target.origin, target.direct])
      await atOnce(broken.length, broken, async (text) => {
        const heard = await speak(base, text);
        const shown = JSON.stringify(text.slice(0, 60));
        const leak = tellsTooMuch(heard);
        verdict.check(leak === undefined, `"${leak}" is told to ${shown}`);
        verdict.check(!/nginx\/\d|Express/.test(heard), `a version is told to ${shown}`);
        verdict.check(
          statusesIn(heard).every((status) => status < 500 || status === 501 || status === 505),
          `${shown} is answered ${statusesIn(heard).join(", ")}`,
        );
      });
  },
};
