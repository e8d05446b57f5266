import { type Route, readApi } from "#test/security/api.ts";
import { type Answer, type Question, ask } from "#test/security/ask.ts";
import { atOnce } from "#test/security/at-once.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { Person, wish } from "#test/security/person.ts";

/** One request more than there may be, and new names for the same caller. */
export const exceedLimits: Attack = {
  name: "exceed-limits",
  promise:
    "the 11th submit, 101st look at a novel, 601st other read, 61st other write, 21st look at sockets, 21st guess at a token and 61st handshake are refused, and every route has the limit that it should",
  tries:
    "one request more than each limit, with new sessions and with forged `X-Forwarded-For`, `Forwarded`, `X-Real-IP` … in rotation, by one session from everywhere, through the proxy and past it; neighbours in one IPv6 /56; the limit that each route of `openapi.json` tells",
  limits: "default",
  scaled: true,
  async run(field) {
    await rotations(field);
    await neighbours(field);
    await submits(field);
    await looks(field);
    await guesses(field);
    await everythingElse(field);
    await watching(field);
    await handshakes(field);
    await eachRoute(field);
  },
};

async function submits(field: Field): Promise<void> {
  const person = new Person(field.target, "127.0.1.1");
  await person.owner();
  // One is enough that has a novel written.
  await countTo(field, "submits by one session", { most: 10 }, async (turn) =>
    person.ask("/api/novel", { method: "POST", body: turn === 0 ? wish : {} }),
  );
  // From elsewhere, it is still the same owner.
  const moved = await ask(field.target.origin, "/api/novel", {
    method: "POST",
    body: wish,
    from: "127.0.1.2",
    headers: { cookie: person.cookie },
  });
  field.verdict.check(moved.status === 429, `a session that moved on submits: ${moved.status}`);
  await countTo(field, "submits by new sessions each", { most: 10 }, async () =>
    ask(field.target.origin, "/api/novel", { method: "POST", body: {}, from: "127.0.1.3" }),
  );
}

async function looks(field: Field): Promise<void> {
  const person = new Person(field.target, "127.0.2.1");
  const novel = await person.order();
  await countTo(field, "looks at a novel", { most: 100, width: 8 }, async () =>
    person.ask(`/api/novel/${novel}`),
  );
}

async function guesses(field: Field): Promise<void> {
  const { target } = field;
  await countTo(field, "guesses at an admin token", { most: 20 }, async (guess) => {
    const headers = { authorization: `Bearer guess-${guess}-of-an-admin-token-000000` };
    return ask(target.origin, "/internal/novels", { headers, from: "127.0.3.1" });
  });
  const operator = { authorization: `Bearer ${target.tokens.read}` };
  const let_in = await ask(target.origin, "/internal/nothing", {
    headers: operator,
    from: "127.0.3.1",
  });
  field.verdict.check(
    let_in.status === 404,
    `an operator is held up by who guesses: ${let_in.status}`,
  );
}

/** Reads and writes without a limit of their own: from one network as ever new callers, and as one from everywhere. */
async function everythingElse(field: Field): Promise<void> {
  const { target, full } = field;
  const reads = ["/api/about", "/api/novel", "/api/me", `/api/novel/${neverWas}/events`];
  const rename: Question = { method: "PATCH", body: { title: "Taken" } };
  const kinds: [string, number, (turn: number) => [path: string, question: Question]][] = [
    ["reads", 600, (turn) => [reads[turn % reads.length]!, {}]],
    ["writes", 60, () => [`/api/novel/${neverWas}`, rename]],
  ];
  for (const [index, [what, most, of]] of kinds.entries()) {
    const limit = { most, width: 16 };
    const person = new Person(target, `127.0.5.${index + 11}`);
    await person.owner();
    const headers = { cookie: person.cookie };
    await countTo(field, `${what} by one session from everywhere`, limit, async (turn) => {
      const [path, question] = of(turn);
      const address = `10.${index}.${Math.floor(turn / 250)}.${turn % 250}`;
      return fromInside(field, address, { ...question, path, turn, headers });
    });
    // Ever new callers are told apart alike, whatever they do: where time is short, by the few that they write.
    if (what === "reads" && !full) continue;
    await countTo(field, `${what} with forged addresses`, limit, async (turn) => {
      const [path, question] = of(turn);
      const forged = { [claims[turn % claims.length]!]: `203.0.113.${turn % 250}` };
      const from = `127.0.5.${index + 1}`;
      return ask(target.origin, path, { ...question, headers: forged, from });
    });
    await countTo(field, `${what} past the proxy with forged addresses`, limit, async (turn) => {
      const [path, question] = of(turn);
      const address = `203.0.113.${turn % 250}, 198.51.100.${20 + index}`;
      return fromInside(field, address, { ...question, path, turn });
    });
  }
}

/** Operators count by their names, wherever they are. */
async function watching(field: Field): Promise<void> {
  const { target } = field;
  const path = "/internal/realtime/metrics";
  const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
  await countTo(field, "looks at sockets with forged addresses", { most: 20 }, async (turn) =>
    ask(target.origin, path, {
      headers: { ...bearing(target.tokens.read), "x-forwarded-for": `203.0.113.${turn}` },
      from: `127.0.6.${turn + 1}`,
    }),
  );
  await countTo(field, "looks at sockets from everywhere", { most: 20 }, async (turn) =>
    fromInside(field, `10.9.0.${turn}`, { path, turn, headers: bearing(target.tokens.admin) }),
  );
}

async function handshakes(field: Field): Promise<void> {
  const { target, verdict } = field;
  const isRefused = ({ status, text }: Answer) => status === 429 && text.includes("rate-limited");
  const knock = async (turn: number) =>
    ask(target.origin, "/ws/?EIO=4&transport=polling", {
      headers: { "x-forwarded-for": `203.0.113.${turn}` },
      from: "127.0.7.1",
    });
  const { early, last } = await askTooOften(field, { most: 60, width: 8 }, knock, isRefused);
  verdict.check(early === 0, `handshakes: ${early} of 60 are refused`);
  verdict.check(isRefused(last), `handshakes: the 61st is answered ${last.status} ${last.text}`);
}

/** Limits other than that of all reads or all writes, by the route that has them. */
const ownLimits: Readonly<Record<string, string | undefined>> = {
  createNovel: '"novel-create"; q=10; w=3600',
  getNovel: '"novel-read"; q=100; w=3600',
  getRealtimeMetrics: '"realtime-metrics"; q=20; w=60',
  reportCspViolation: '"report"; q=120; w=3600',
  reportFromClient: '"report"; q=120; w=3600',
};
/** Those whoever watches over the service must get. */
const unlimited = ["getLiveness", "getReadiness", "getMetrics"];

/** Holds every route to the limit that its answers tell: one without any, or of another, is not known here. */
async function eachRoute({ target, verdict }: Field): Promise<void> {
  const { routes } = await readApi(target);
  const limitOf = ({ operationId, method }: Route) =>
    ownLimits[operationId] ??
    (method === "GET" ? '"read"; q=600; w=3600' : '"write"; q=60; w=3600');
  for (const route of routes) {
    const { operationId, method, path } = route;
    const operates = path.startsWith("/internal/");
    const token = path === "/metrics" ? target.tokens.metrics : target.tokens.admin;
    const { headers } = await ask(target.direct, path.replaceAll(/\{\w+\}/g, neverWas), {
      method,
      headers: {
        "x-forwarded-for": "198.51.100.30",
        "x-forwarded-proto": "https",
        ...((operates || path === "/metrics") && { authorization: `Bearer ${token}` }),
      },
    });
    const told = String(headers["ratelimit-policy"]);
    const expected = unlimited.includes(operationId) ? "undefined" : limitOf(route);
    verdict.check(told.startsWith(expected), `${operationId} is limited by ${told}`);
  }
}

const neverWas = "01890000-0000-7000-8000-000000000000";

const claims = [
  "x-forwarded-for",
  "x-real-ip",
  "x-client-ip",
  "cf-connecting-ip",
  "true-client-ip",
  "x-cluster-client-ip",
  "forwarded",
] as const;

async function rotations(field: Field): Promise<void> {
  const { target } = field;
  const submit = { method: "POST", body: {} };
  for (const [index, claim] of claims.entries())
    await countTo(field, `submits with another ${claim} each`, { most: 10 }, async (turn) => {
      const value = claim === "forwarded" ? `for=203.0.113.${turn}` : `203.0.113.${turn}`;
      return ask(target.origin, "/api/novel", {
        ...submit,
        headers: { [claim]: value },
        from: `127.0.4.${index + 1}`,
      });
    });
  // What the caller said comes first, what the proxy saw comes last.
  const beginning = "submits with another beginning of X-Forwarded-For";
  await countTo(field, beginning, { most: 10 }, async (turn) =>
    fromInside(field, `203.0.113.${turn}, 198.51.100.7`, { ...submit, turn }),
  );
}

async function neighbours(field: Field): Promise<void> {
  const submit = { method: "POST", body: {} };
  await countTo(field, "submits from neighbours in a /56", { most: 10 }, async (turn) => {
    const address = `2001:db8:0:ab${turn.toString(16).padStart(2, "0")}::${turn + 1}`;
    return fromInside(field, address, { ...submit, turn });
  });
  const next = await fromInside(field, "2001:db8:0:ac00::1", submit);
  field.verdict.check(next.status === 400, `the next /56 is refused too: ${next.status}`);
  const mapped = await fromInside(field, "::ffff:198.51.100.7", submit);
  field.verdict.check(
    mapped.status === 429,
    `an IPv4 address written as IPv6 is another: ${mapped.status}`,
  );
}

/** Past the proxy, as if it had passed this on, to each process in turn. */
async function fromInside(
  { target: { inside } }: Field,
  address: string,
  { path = "/api/novel", turn = 0, ...question }: Question & { path?: string; turn?: number },
): Promise<Answer> {
  return ask(inside[turn % inside.length]!, path, {
    ...question,
    headers: {
      ...question.headers,
      "x-forwarded-for": address,
      "x-forwarded-proto": "https",
    },
  });
}

interface Often {
  most: number;
  width?: number;
}

/** Asks `most` times, which must be let in, and once more, which must not, with all that tells of it. */
async function countTo(
  field: Field,
  what: string,
  often: Often,
  send: (turn: number) => Promise<Answer>,
): Promise<void> {
  const { verdict } = field;
  const { most } = often;
  const isRefused = (answer: Answer) => answer.status === 429;
  const { early, last } = await askTooOften(field, often, send, isRefused);
  const { status, headers, text } = last;
  const told =
    Number(headers["retry-after"]) > 0 &&
    headers["ratelimit"] !== undefined &&
    headers["ratelimit-policy"] !== undefined;
  verdict.check(early === 0, `${what}: ${early} of ${most} are refused`);
  verdict.check(status === 429, `${what}: the ${most + 1}th is answered ${status}`);
  verdict.check(told, `${what}: the refusal does not tell the limit: ${JSON.stringify(headers)}`);
  verdict.check(text.includes('"rate-limited"'), `${what}: the refusal says ${text}`);
}

/** One process counts by itself what it could not tell the others in time: they may let so many more in. */
const spare = 5;

/** Asks `most` times and once more; how many of the `most` were refused, and the answer to the last. */
async function askTooOften(
  { target }: Field,
  { most, width = 1 }: Often,
  send: (turn: number) => Promise<Answer>,
  isRefused: (answer: Answer) => boolean,
): Promise<{ early: number; last: Answer }> {
  let early = 0;
  await atOnce(width, Array.from({ length: most }).keys(), async (turn) => {
    if (isRefused(await send(turn))) early += 1;
  });
  let last = await send(most);
  const end = most + (target.inside.length > 1 ? spare : 0);
  for (let turn = most; turn < end && !isRefused(last); turn += 1) last = await send(turn + 1);
  return { early, last };
}
