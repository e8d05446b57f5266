import { type Answer, ask, upgrade } from "#test/security/ask.ts";
import { atOnce } from "#test/security/at-once.ts";
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
    "a table of origins (foreign, `null`, other scheme, port, case, prefix and suffix of a listed one, several at once) × REST writes, reads and preflights, Socket.IO's polling and upgrade, also of a session that its visitor began and whose id is known; through the proxy and past it",
  limits: "raised",
  scaled: true,
  async run(field) {
    const { target, verdict } = field;
    const visitor = new Person(target);
    await visitor.owner();
    await atOnce(4, foreign(target), async (origin) => {
      await asPageOf(origin, field, visitor);
      await onSockets(origin, field, visitor);
    });

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
      const sid = await beginPolling(target.origin, headers);
      const polled = await ask(target.origin, `${polling}&sid=${sid}`, { ...pong, headers });
      verdict.check(polled.status === 200, `${origin} may not poll: ${polled.status}`);
      for (const path of [socket, `${socket}&sid=${sid}`]) {
        const upgraded = await upgrade(target.origin, path, headers);
        verdict.check(upgraded === 101, `${origin} gets no socket by ${path}: ${upgraded}`);
      }
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
  const { target } = field;
  const headers = { origin, cookie: visitor.cookie };
  // A header's edges are not a part of it.
  if (origin.trim() !== origin) return;
  const shuts = (what: string, answer: Answer, expected: readonly number[]) => {
    isShut(field, `${what} from ${origin}`, answer, expected);
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
}

/** Begins a session and goes on with one that its visitor began, by each transport. */
async function onSockets(origin: string, field: Field, visitor: Person): Promise<void> {
  const { target, verdict } = field;
  // A header's edges are not a part of it.
  if (origin.trim() !== origin) return;
  const overTls = { "x-forwarded-proto": "https" };
  // The process knows its own origin by the host that was asked for, which is the proxy's.
  const host = new URL(target.origin).host;
  for (const base of [target.origin, target.direct]) {
    const own = { ...overTls, host, cookie: visitor.cookie };
    const headers = { ...own, origin };
    const sid = await beginPolling(base, own);
    // Of a name that is there several times, one is read by us and another, maybe, by what checks it.
    const known = ["", `&sid=${sid}`, `&sid=&sid=${sid}`, `&sid=x&sid=${sid}`];
    for (const [turn, query] of known.entries()) {
      const how = `${turn === 0 ? "begun" : "by a known id"} from ${origin}, to ${base}`;
      const polled = await ask(base, polling + query, { ...(turn > 0 && pong), headers });
      isShut(field, `a poll, ${how}`, polled, [400, 403]);
      const status = await upgrade(base, socket + query, headers);
      verdict.check([400, 403].includes(status), `a socket, ${how}: ${status}`);
    }
  }
}

/** Checks that an answer is one of these refusals, and that no page may read it. */
function isShut(
  { verdict }: Field,
  what: string,
  { status, headers }: Answer,
  expected: readonly number[],
): void {
  const shown = headers[allowOrigin] ?? headers[allowCredentials];
  verdict.check(
    expected.includes(status) && shown === undefined,
    `${what}: ${status}, allowed ${shown}`,
  );
}

/** What a client says on a session that it began by polling. */
const pong = { method: "POST", body: "3" } as const;

/** The id of a session that was begun by polling. */
async function beginPolling(base: string, headers: Record<string, string>): Promise<string> {
  const { status, text } = await ask(base, polling, { headers });
  const [, sid] = /"sid":"([^"]+)"/.exec(text) ?? [];
  if (sid === undefined) throw new Error(`no session can be begun: ${status} ${text}`);
  return sid;
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
