import { type Answer, ask, upgrade } from "#test/security/ask.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { Person, wish } from "#test/security/person.ts";
import type { Target } from "#test/security/target.ts";

const polling = "/ws/?EIO=4&transport=polling";
const socket = "/ws/?EIO=4&transport=websocket";

/** Pages of other sites, with their visitor's cookie. */
export const forgeOrigins: Attack = {
  name: "forge-origins",
  promise: "pages of no other origin than the own and the listed ones change, read or listen",
  tries:
    "a table of origins (foreign, `null`, other scheme, port, case, prefix and suffix of a listed one, several at once) × REST writes, reads and preflights, Socket.IO's polling and upgrade",
  limits: "raised",
  async run(field) {
    const { target, verdict } = field;
    const visitor = new Person(target);
    await visitor.owner();
    for (const origin of foreign(target)) await asPageOf(origin, field, visitor);

    const friend = { origin: target.friend, cookie: visitor.cookie };
    const read = await ask(target.origin, "/api/me", { headers: friend });
    const { [allowOrigin]: allowed, [allowCredentials]: credentials, vary } = read.headers;
    verdict.check(
      allowed === target.friend && credentials === "true" && /\bOrigin\b/i.test(vary ?? ""),
      `a listed origin is allowed as ${allowed}, credentials ${credentials}, Vary ${vary}`,
    );
    verdict.check(
      (await preflight(target, target.friend)).status === 204,
      "no preflight is let in",
    );
    for (const origin of [target.friend, target.origin]) {
      const headers = { cookie: visitor.cookie, origin };
      const polled = await ask(target.origin, polling, { headers });
      verdict.check(polled.status === 200, `${origin} may not poll: ${polled.status}`);
      const upgraded = await upgrade(target.origin, socket, headers);
      verdict.check(upgraded === 101, `${origin} gets no socket: ${upgraded}`);
    }
  },
};

const allowOrigin = "access-control-allow-origin";
const allowCredentials = "access-control-allow-credentials";

function foreign({ origin, friend }: Target): string[] {
  const { host, port } = new URL(origin);
  return [
    "https://evil.example",
    "null",
    "*",
    "file://",
    "chrome-extension://abcdefghijklmnop",
    friend.replace("https:", "http:"),
    friend.toUpperCase(),
    `${friend}/`,
    `${friend}:444`,
    `${friend}.evil.example`,
    `${friend}evil.example`,
    friend.replace("//", "//evil"),
    friend.replace("//", "//sub."),
    friend.replace("//", "//evil.example@"),
    `${friend}@evil.example`,
    `${friend}, https://evil.example`,
    `https://evil.example ${friend}`,
    friend.replace(".", "x"),
    `${friend}\t`,
    origin.replace("https:", "http:"),
    `${origin}.evil.example`,
    `https://evil.example/${host}`,
    origin.replace(port, String(Number(port) - 1)),
    origin.replace(`:${port}`, ""),
  ];
}

async function asPageOf(origin: string, field: Field, visitor: Person): Promise<void> {
  const { target, verdict } = field;
  const headers = { origin, cookie: visitor.cookie };
  // A header's edges are not a part of it.
  if (origin.trim() !== origin) return;
  const shuts = (what: string, { status, headers: told }: Answer, expected: readonly number[]) => {
    const shown = told[allowOrigin] ?? told[allowCredentials];
    verdict.check(
      expected.includes(status) && shown === undefined,
      `${what} from ${origin}: ${status}, allowed ${shown}`,
    );
  };
  shuts("a read", await visitor.ask("/api/me", { headers }), [200]);
  const writes: [string, string, unknown][] = [
    ["POST", "/api/novel", wish],
    ["POST", "/api/me/recovery-code", undefined],
    ["POST", "/api/session", { code: "x" }],
    ["PATCH", "/api/novel/01890000-0000-7000-8000-000000000000", { title: "Taken" }],
    ["DELETE", "/api/me", undefined],
  ];
  for (const [method, path, body] of writes)
    shuts(
      `${method} ${path}`,
      await ask(target.origin, path, { method, headers, ...(body !== undefined && { body }) }),
      [403],
    );
  // As forms send without asking first.
  const form = { ...headers, "content-type": "text/plain" };
  shuts(
    "a form",
    await ask(target.origin, "/api/novel", {
      method: "POST",
      headers: form,
      body: JSON.stringify(wish),
    }),
    [403],
  );
  // Without leave it may be answered all the same.
  shuts("a preflight", await preflight(target, origin), [204, 403, 405]);
  shuts("a poll", await ask(target.origin, polling, { headers }), [400, 403]);
  const status = await upgrade(target.origin, socket, headers);
  verdict.check([400, 403].includes(status), `a socket from ${origin}: ${status}`);
}

async function preflight({ origin }: Target, from: string): Promise<Answer> {
  return ask(origin, "/api/novel", {
    method: "OPTIONS",
    headers: {
      origin: from,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    },
  });
}
