import { type Answer, type Question, ask } from "#test/security/ask.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { Person, wish } from "#test/security/person.ts";

/** One request more than there may be, and new names for the same caller. */
export const exceedLimits: Attack = {
  name: "exceed-limits",
  promise: "the 11th submit, the 101st look at a novel and the 21st guess at a token are refused",
  tries:
    "one request more than each limit, with new sessions and with forged `X-Forwarded-For`, `Forwarded`, `X-Real-IP` … in rotation, through the proxy and past it; neighbours in one IPv6 /56",
  limits: "default",
  async run(field) {
    await rotations(field);
    await neighbours(field);
    await submits(field);
    await looks(field);
    await guesses(field);
  },
};

async function submits(field: Field): Promise<void> {
  const person = new Person(field.target, "127.0.1.1");
  await person.owner();
  await countTo(field, "submits by one session", 10, async () =>
    person.ask("/api/novel", { method: "POST", body: wish }),
  );
  // From elsewhere, it is still the same owner.
  const moved = await ask(field.target.origin, "/api/novel", {
    method: "POST",
    body: wish,
    from: "127.0.1.2",
    headers: { cookie: person.cookie },
  });
  field.verdict.check(moved.status === 429, `a session that moved on submits: ${moved.status}`);
  await countTo(field, "submits by new sessions each", 10, async () =>
    ask(field.target.origin, "/api/novel", { method: "POST", body: {}, from: "127.0.1.3" }),
  );
}

async function looks(field: Field): Promise<void> {
  const person = new Person(field.target, "127.0.2.1");
  const novel = await person.order();
  await countTo(field, "looks at a novel", 100, async () => person.ask(`/api/novel/${novel}`));
}

async function guesses(field: Field): Promise<void> {
  const { target } = field;
  let guess = 0;
  await countTo(field, "guesses at an admin token", 20, async () => {
    guess += 1;
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
  for (const [index, claim] of claims.entries()) {
    let turn = 0;
    await countTo(field, `submits with another ${claim} each`, 10, async () => {
      turn += 1;
      const value = claim === "forwarded" ? `for=203.0.113.${turn}` : `203.0.113.${turn}`;
      return ask(target.origin, "/api/novel", {
        ...submit,
        headers: { [claim]: value },
        from: `127.0.4.${index + 1}`,
      });
    });
  }
  let turn = 0;
  // What the caller said comes first, what the proxy saw comes last.
  await countTo(field, "submits with another beginning of X-Forwarded-For", 10, async () => {
    turn += 1;
    return fromInside(field, `203.0.113.${turn}, 198.51.100.7`, submit);
  });
}

async function neighbours(field: Field): Promise<void> {
  const submit = { method: "POST", body: {} };
  let turn = 0;
  await countTo(field, "submits from neighbours in a /56", 10, async () => {
    turn += 1;
    return fromInside(field, `2001:db8:0:ab${turn.toString(16).padStart(2, "0")}::${turn}`, submit);
  });
  const next = await fromInside(field, "2001:db8:0:ac00::1", submit);
  field.verdict.check(next.status === 400, `the next /56 is refused too: ${next.status}`);
  const mapped = await fromInside(field, "::ffff:198.51.100.7", submit);
  field.verdict.check(
    mapped.status === 429,
    `an IPv4 address written as IPv6 is another: ${mapped.status}`,
  );
}

/** Past the proxy, as if it had passed this on. */
async function fromInside({ target }: Field, address: string, question: Question): Promise<Answer> {
  return ask(target.direct, "/api/novel", {
    ...question,
    headers: { "x-forwarded-for": address, "x-forwarded-proto": "https" },
  });
}

/** Asks `most` times, which must be let in, and once more, which must not, with all that tells of it. */
async function countTo(
  { verdict }: Field,
  what: string,
  most: number,
  send: () => Promise<Answer>,
): Promise<void> {
  const statuses: number[] = [];
  for (let turn = 0; turn < most; turn += 1) statuses.push((await send()).status);
  const early = statuses.indexOf(429);
  verdict.check(early === -1, `${what}: the ${early + 1}th of ${most} is refused`);
  const { status, headers, text } = await send();
  const told =
    Number(headers["retry-after"]) > 0 &&
    headers["ratelimit"] !== undefined &&
    headers["ratelimit-policy"] !== undefined;
  verdict.check(status === 429, `${what}: the ${most + 1}th is answered ${status}`);
  verdict.check(told, `${what}: the refusal does not tell the limit: ${JSON.stringify(headers)}`);
  verdict.check(text.includes('"rate-limited"'), `${what}: the refusal says ${text}`);
}
