import { readApi } from "#test/security/api.ts";
import { ask } from "#test/security/ask.ts";
import type { Attack } from "#test/security/attack.ts";
import { speak, statusesIn } from "#test/security/speak.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "PURGE", "SEARCH", "LINK"];
const canary = "echoed-canary-5150";

/** Methods that an address does not have. */
export const oddMethods: Attack = {
  name: "odd-methods",
  promise: "an address has its own methods and no others, and echoes nothing",
  tries:
    "nine methods on every path of `openapi.json`, pages and files; six on the address of sockets, with a session and without; TRACE, TRACK, CONNECT, DEBUG, lower case and invented ones on raw connections, to the proxy and to the process; `X-HTTP-Method-Override`",
  limits: "raised",
  async run({ target, verdict }) {
    const { routes } = await readApi(target);
    const known = Map.groupBy(routes, ({ path }) => path);
    for (const [path, group] of known) {
      const own = group.map(({ method }) => method);
      const place = path.replaceAll(/\{\w+\}/g, "01890000-0000-7000-8000-000000000000");
      const headers = {
        "x-forwarded-proto": "https",
        ...(path.startsWith("/internal/") && { authorization: `Bearer ${target.tokens.admin}` }),
      };
      for (const method of methods) {
        if (own.includes(method)) continue;
        const answer = await ask(target.direct, place, { method, headers });
        verdict.check(
          answer.status === 405 && answer.headers.allow !== undefined,
          `${method} ${path} is answered ${answer.status}, allow ${answer.headers.allow}`,
        );
      }
      for (const override of ["x-http-method-override", "x-http-method", "x-method-override"]) {
        if (!own.includes("GET")) continue;
        const plain = await ask(target.direct, place, { headers });
        const other = await ask(target.direct, place, {
          headers: { ...headers, [override]: "DELETE" },
        });
        verdict.check(plain.status === other.status, `${override} changes ${path}`);
      }
    }
    const polled = "/ws/?EIO=4&transport=polling";
    const proxied = { headers: { "x-forwarded-proto": "https" } };
    const opened = await ask(target.direct, polled, proxied);
    const [, sid] = /"sid":"([^"]+)"/.exec(opened.text) ?? [];
    verdict.check(sid !== undefined, `no session to poll: ${opened.status}`);
    for (const path of [polled, `${polled}&sid=${sid}`])
      for (const method of ["PUT", "DELETE", "PATCH", "HEAD", "TRACE", "PROPFIND"]) {
        const answer = await ask(target.direct, path, { method, ...proxied });
        verdict.check(
          answer.status === 405 && answer.headers.allow !== undefined,
          `${method} ${path} is answered ${answer.status}, allow ${answer.headers.allow}`,
        );
      }
    for (const base of [target.origin, target.direct])
      for (const method of [
        "TRACE",
        "TRACK",
        "DEBUG",
        "CONNECT",
        "get",
        "GE T",
        "G\0ET",
        "X".repeat(9_000),
      ])
        for (const path of [
          "/",
          "/api/me",
          "/metrics",
          "*",
          "127.0.0.1:22",
          "http://127.0.0.1:22/",
        ]) {
          const heard = await speak(
            base,
            `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nX-Canary: ${canary}\r\nConnection: close\r\n\r\n`,
          );
          const statuses = statusesIn(heard);
          verdict.check(
            statuses.every((status) => status >= 400 && status < 500) && statuses.length <= 1,
            `${method.slice(0, 20)} ${path} to ${base} is answered ${statuses.join(", ")}`,
          );
          verdict.check(!heard.includes(canary), `${method} ${path} echoes what it was sent`);
        }
  },
};
