import { createHmac } from "node:crypto";
import { comesWithin } from "#test/harness/comes-within.ts";
import { ask } from "#test/security/ask.ts";
import { atOnce } from "#test/security/at-once.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { openSocket } from "#test/security/open-socket.ts";
import { Person, ownerIn } from "#test/security/person.ts";

/** Session cookies that nobody was given, or that were ended. */
export const forgeSessions: Attack = {
  name: "forge-sessions",
  promise: "no session is anybody's but the one that was handed out, as it was",
  tries:
    "a valid cookie with each character changed, cut, lengthened, of another owner or age, without a signature, signed with other secrets, as JWTs of algorithm `none`, under other names, beside others; copies of cookies that were signed out, here or from elsewhere, and what could outlive that; on REST and on the socket",
  limits: "raised",
  scaled: true,
  async run(field) {
    const { target, verdict } = field;
    const [victim, attacker] = [new Person(target), new Person(target)];
    const [owner, own] = [await victim.owner(), await attacker.owner()];
    const novel = await victim.order();
    const [name = "", token = ""] = victim.cookie.split("=");
    const [, attackers = ""] = attacker.cookie.split("=");
    const answered = async (cookie: string) =>
      ownerIn(await ask(target.origin, "/api/me", { headers: { cookie } }));

    verdict.check(name === "__Host-colophon_session", `over TLS the cookie is called ${name}`);
    verdict.check((await answered(`${name}=${token}`)) === owner, "a true cookie is not taken");
    await atOnce(4, forgeries({ token, attackers, owner }), async ([what, forged]) => {
      const named = await answered(`${name}=${forged}`);
      verdict.check(named !== owner, `${what} is taken for the owner's session: ${forged}`);
      verdict.check(named !== forged.split(".")[1], `${what} may choose its owner: ${forged}`);
      const headers = { cookie: `${name}=${forged}` };
      const { status } = await ask(target.origin, `/api/novel/${novel}`, { headers });
      verdict.check([400, 404, 431].includes(status), `${what} gets the owner's novel: ${status}`);
    });

    // Tossed in by a neighbour's page or on the way of plain HTTP.
    const tossed: [string, string][] = [
      ["a cookie without the prefix", `colophon_session=${attackers}`],
      ["one before the true one", `colophon_session=${attackers}; ${name}=${token}`],
      ["one of the same name that is forged", `${name}=${attackers}x; ${name}=${token}`],
      ["one with a space in its name", `${name} =${attackers}; ${name}=${token}`],
    ];
    for (const [what, cookie] of tossed) {
      const named = await answered(cookie);
      verdict.check(named !== own, `${what} shadows the session`);
    }
    for (const transport of ["websocket", "polling"] as const) {
      const headers = { cookie: `colophon_session=${attackers}` };
      const { socket, refusal } = await openSocket(target, { headers, transport });
      const what = `by ${transport}, a socket with a cookie without the prefix`;
      verdict.check(refusal === "unauthorized", `${what}: ${refusal ?? "open"}`);
      socket?.disconnect();
    }
    const fixed = await ask(target.origin, "/api/session", {
      method: "POST",
      headers: { cookie: `${name}=${attackers}` },
      body: { code: "not-a-code" },
    });
    verdict.check(fixed.status !== 200, "a recovery code that never was opens a session");

    const sockets = [...forgeries({ token, attackers, owner })].filter((_, at) => at % 16 === 0);
    for (const [what, forged] of sockets) {
      const headers = { cookie: `${name}=${forged}` };
      const { socket, refusal } = await openSocket(target, { headers });
      verdict.check(refusal === "unauthorized", `a socket with ${what}: ${refusal ?? "open"}`);
      socket?.disconnect();
    }
    await useEnded(field);
  },
};

/** Goes on with copies of cookies whose owner has signed out: this browser, and then every other one. */
async function useEnded({ target, verdict }: Field): Promise<void> {
  const [victim, thief] = [new Person(target), new Person(target)];
  const owner = await victim.owner();
  const made = await victim.ask("/api/me/recovery-code", { method: "POST" });
  const { code } = JSON.parse(made.text) as { code: string };
  const redeem = async (person: Person, body: object) =>
    person.ask("/api/session", { method: "POST", body });
  await redeem(thief, { code });
  const stolen = { "signed out here": victim.cookie, "signed out from elsewhere": thief.cookie };
  const open = async (cookie: string) => openSocket(target, { headers: { cookie } });
  const sockets = await Promise.all(Object.values(stolen).map(open));
  for (const { refusal } of sockets)
    verdict.check(refusal === undefined, `a socket of a session that goes on: ${refusal}`);

  // The victim comes back by the code, which the thief knows too, and ends what the thief has.
  await victim.ask("/api/session", { method: "DELETE" });
  await redeem(victim, { code });
  await victim.ask("/api/me/sessions", { method: "POST" });
  const ended = await victim.ask("/api/me/sessions", { method: "DELETE" });
  verdict.check(ended.status === 200, `all others cannot be signed out: ${ended.status}`);
  for (const path of ["/api/me/recovery-code", "/api/me/sessions"]) {
    const { status } = await thief.ask(path, { method: "POST" });
    verdict.check(status === 401, `who was signed out may still POST ${path}: ${status}`);
  }
  const back = await redeem(thief, { code });
  verdict.check(back.status === 401, `the code that was there leads back: ${back.status}`);
  const isOver = async (cookie: string) =>
    (await ask(target.origin, "/api/me", { headers: { cookie } })).status === 401;
  const allOver = async () =>
    sockets.every(({ socket }) => socket?.connected !== true) &&
    (await Promise.all(Object.values(stolen).map(isOver))).every(Boolean);
  // Every process obeys within 5 s, on a machine with nothing else to do; what does not is told below.
  await comesWithin(15_000, allOver);
  for (const [how, cookie] of Object.entries(stolen)) {
    const headers = { cookie };
    for (const path of ["/api/me", "/api/novel"]) {
      const { status } = await ask(target.origin, path, { headers });
      verdict.check(status === 401, `a cookie ${how} still gets ${path}: ${status}`);
    }
    const { socket, refusal } = await open(cookie);
    verdict.check(refusal === "unauthorized", `a cookie ${how} opens a socket: ${refusal}`);
    socket?.disconnect();
  }
  for (const [at, { socket }] of sockets.entries()) {
    const how = Object.keys(stolen)[at];
    verdict.check(socket?.connected !== true, `a socket ${how} is still open`);
    socket?.disconnect();
  }
  verdict.check((await victim.owner()) === owner, "who signed the others out is out as well");
}

function* forgeries(given: {
  token: string;
  attackers: string;
  owner: string;
}): Generator<[string, string]> {
  const { token, attackers, owner } = given;
  const [version = "", , issuedAt = "", signature = ""] = token.split(".");
  for (let at = 0; at < token.length; at += 1)
    // The last bits of base64url are not all of them read: the neighbour decodes alike.
    for (const step of at === token.length - 1 ? [1, 2, 3] : [1]) {
      const code = token.charCodeAt(at) + step;
      const changed = token.slice(0, at) + String.fromCharCode(code) + token.slice(at + 1);
      yield [`character ${at} + ${step}`, changed];
    }
  const named = `${version}.${owner}.${issuedAt}`;
  const theirs = attackers.split(".").at(-1) ?? "";
  const sign = (secret: string, signed = named) =>
    createHmac("sha256", secret).update(signed).digest("base64url");
  yield ["nothing", ""];
  yield ["the owner alone", owner];
  yield ["no signature", named];
  yield ["an empty signature", `${named}.`];
  yield ["another's signature", `${named}.${theirs}`];
  yield ["another's time", `${version}.${owner}.${attackers.split(".")[2]}.${theirs}`];
  yield ["a later time", `${version}.${owner}.${Number(issuedAt) + 1}.${signature}`];
  for (const secret of ["", "secret", "changeme", "undefined", "null", "colophon", owner])
    yield [`the secret "${secret}"`, `${named}.${sign(secret)}`];
  yield ["a hash without a secret", `${named}.${Buffer.alloc(32).toString("base64url")}`];
  for (const other of ["v0", "v2", "none", ""])
    yield [`version "${other}"`, `${other}.${owner}.${issuedAt}.${signature}`];
  for (const alg of ["none", "None", "HS256"]) {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    yield [`a JWT of ${alg}`, `${encode({ alg, typ: "JWT" })}.${encode({ sub: owner, owner })}.`];
  }
  yield ["padding", `${token}=`];
  yield ["a space", `${token}%20`];
  yield ["a NUL", `${token}%00`];
  yield ["a quoted one", `"${token}"`];
  yield ["an upper case one", token.toUpperCase()];
  yield ["a doubled one", `${token}.${token}`];
  yield ["one without its end", token.slice(0, -1)];
  yield ["10,000 characters", token + "A".repeat(10_000 - token.length)];
}
