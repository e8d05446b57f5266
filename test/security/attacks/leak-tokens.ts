import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "#test/security/ask.ts";
import type { Attack } from "#test/security/attack.ts";
import { openSocket } from "#test/security/open-socket.ts";
import { Person } from "#test/security/person.ts";

const names = ["token", "access_token", "api_key", "key", "authorization", "auth", "bearer"];
/** Like a secret of nobody's, to be looked for in the log. */
const canary = "pentest-canary-7b1f0c9e5d";

/** Secrets in addresses, where every log and history keeps them. */
export const leakTokens: Attack = {
  name: "leak-tokens",
  promise: "a token in an address opens nothing, and nothing of an address is logged",
  tries:
    "the metrics token, admin tokens and a session in the query under seven names, of routes, pages and sockets, beside a good cookie too, in paths and in cookies; a canary in queries, paths and headers that must not be in the log",
  limits: "raised",
  scaled: true,
  async run({ target, verdict }) {
    const { metrics, read, admin } = target.tokens;
    const person = new Person(target);
    const owner = await person.owner();
    const [, session = ""] = person.cookie.split("=");
    const inside = { "x-forwarded-proto": "https" };

    const bearing = async (base: string, path: string, token: string) =>
      ask(base, path, { headers: { ...inside, authorization: `Bearer ${token}` } });
    const metricsAnswer = await bearing(target.direct, "/metrics", metrics);
    verdict.check(metricsAnswer.status === 200, `with its token /metrics: ${metricsAnswer.status}`);
    for (const [path, token] of [
      ["/metrics", read],
      ["/metrics", metrics.slice(0, -1)],
      ["/metrics", `${metrics}x`],
      ["/internal/novels", metrics],
      ["/internal/novels", admin.slice(0, -1)],
      ["/internal/novels", admin.toUpperCase()],
      ["/internal/novels", session],
    ] as const) {
      const { status } = await bearing(target.direct, path, token);
      verdict.check(status === 401, `${path} is opened by ${token}: ${status}`);
    }
    const outside = await bearing(target.origin, "/metrics", metrics);
    verdict.check(outside.status === 404, `the proxy lets /metrics out: ${outside.status}`);

    for (const name of names) {
      for (const [path, token] of [
        ["/metrics", metrics],
        ["/internal/novels", admin],
        ["/internal/anything", read],
      ] as const) {
        const { status } = await ask(target.direct, `${path}?${name}=${token}`, {
          headers: inside,
        });
        verdict.check([400, 401].includes(status), `${path}?${name}= is answered ${status}`);
      }
      const { status, text } = await ask(target.origin, `/api/me?${name}=${session}`);
      verdict.check(status === 400, `/api/me?${name}= is answered ${status}`);
      verdict.check(!text.includes(owner), `a session in ?${name}= is taken`);
      for (const [what, headers] of [
        ["alone", {}],
        ["beside its cookie", { cookie: person.cookie }],
      ] as const)
        for (const transport of ["websocket", "polling"] as const) {
          const query = { [name]: session };
          const { socket, refusal } = await openSocket(target, { query, headers, transport });
          const how = `by ${transport}, with a session in ?${name}= ${what}`;
          verdict.check(refusal !== undefined, `${how}, a socket is opened`);
          socket?.disconnect();
        }
      for (const page of ["/", "/devices", "/favicon.svg", "/no-such-page"]) {
        const shown = await ask(target.origin, `${page}?${name}=${session}`, {
          headers: { accept: "text/html", cookie: person.cookie },
        });
        verdict.check(shown.status === 400, `${page}?${name}= is answered ${shown.status}`);
        verdict.check(!shown.text.includes(session), `${page}?${name}= is told again`);
      }
    }
    for (const cookie of [`token=${admin}`, `authorization=Bearer ${admin}`]) {
      const { status } = await ask(target.direct, "/internal/novels", {
        headers: { ...inside, cookie },
      });
      verdict.check(status === 401, `an admin token in a cookie: ${status}`);
    }

    await ask(target.origin, `/api/me?token=${canary}`);
    await ask(target.origin, `/api/novel/${canary}?key=${canary}`);
    await ask(target.origin, `/${canary}/?${canary}`);
    await ask(target.origin, `/?token=${canary}`);
    await ask(target.origin, "/api/me", {
      headers: {
        authorization: `Bearer ${canary}`,
        cookie: `a=${canary}`,
        "user-agent": canary,
        referer: `https://${canary}.example/`,
        "x-api-key": canary,
      },
    });
    await openSocket(target, { query: { token: canary }, auth: { key: canary } });
    await sleep(300);
    const logged = target.logs();
    verdict.check(logged.includes('"http.request"'), "nothing is logged at all");
    verdict.check(!logged.includes(canary), "an address or a header of a caller is in the log");
    for (const secret of [metrics, read, admin, session, target.sessionSecret])
      verdict.check(!logged.includes(secret), `a secret is in the log: ${secret.slice(0, 12)}…`);
  },
};
