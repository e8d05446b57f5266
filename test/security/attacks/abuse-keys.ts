import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Route, readApi } from "#test/security/api.ts";
import { ask, wordsOf } from "#test/security/ask.ts";
import { atOnce } from "#test/security/at-once.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { knownRoutes, requestTo } from "#test/security/known-routes.ts";
import { type Acknowledged, type Opening, openSocket } from "#test/security/open-socket.ts";
import { Person, wish } from "#test/security/person.ts";

const neverWas = "01890000-0000-7000-8000-000000000000";
/** Stands in whatever is told of the owner's novels. */
const canary = "Philostrate";
const overTls = { "x-forwarded-proto": "https" };

/** Keys of programs, used for what they are not good for. */
export const abuseKeys: Attack = {
  name: "abuse-keys",
  promise:
    "a key does what its scopes allow, for its owner's novels, while it is good, and no more",
  tries:
    "keys of two users with each scope and both, an expired and a deleted one × every route of `openapi.json`, alone and beside the other's session, and × sockets; keys changed, cut, guessed at, as their id or hash; sockets of a key that is deleted",
  limits: "raised",
  scaled: true,
  async run(field) {
    const { target, verdict } = field;
    const [owner, thief] = [new Person(target), new Person(target)];
    const [ownerId, thiefId] = [await owner.owner(), await thief.owner()];
    const keys: Keys = {
      expired: await makeKey(field, ownerId, ["novels:read", "novels:write"], 2_000),
      deleted: await makeKey(field, ownerId, ["novels:read", "novels:write"]),
      reads: await makeKey(field, ownerId, ["novels:read"]),
      writes: await makeKey(field, ownerId, ["novels:write"]),
      both: await makeKey(field, ownerId, ["novels:read", "novels:write"]),
      thiefs: await makeKey(field, thiefId, ["novels:read", "novels:write"]),
    };
    await deleteKey(field, keys.deleted);
    const novel = await owner.order({ title: `${canary} plans`, reviewOutline: true });
    await owner.waitFor(novel, "awaiting-approval");
    await sleep(Math.max(0, Date.parse(keys.expired.expiresAt) + 50 - Date.now()));

    const show = async () =>
      (await owner.ask(`/api/novel/${novel}`)).text +
      (await owner.ask(`/api/novel/${novel}/events`)).text;
    const before = await show();
    const { routes } = await readApi(target);
    const users = { owner, thief, ownerId, novel, keys };
    await atOnce(4, routes, async (route) => onRoute(field, route, users));
    verdict.check((await show()) === before, "a novel is not as it was before keys were abused");
    verdict.check((await owner.owner()) === ownerId, "a key has ended its owner's session");
    verdict.check((await thief.owner()) === thiefId, "a key has ended another's session");
    await forge(field, keys.both);
    await onSockets(field, users);
    await asOwner(field, routes, users);
  },
};

interface Key {
  id: string;
  key: string;
  expiresAt: string;
}

type Keys = Record<"reads" | "writes" | "both" | "thiefs" | "expired" | "deleted", Key>;

interface Users {
  owner: Person;
  thief: Person;
  ownerId: string;
  novel: string;
  keys: Keys;
}

async function makeKey(
  { target }: Field,
  owner: string,
  scopes: readonly string[],
  forMs = 3_600_000,
): Promise<Key> {
  const { status, text } = await ask(target.origin, "/internal/api-keys", {
    method: "POST",
    headers: { authorization: `Bearer ${target.tokens.admin}` },
    body: { owner, scopes, expiresAt: new Date(Date.now() + forMs).toISOString() },
  });
  if (status !== 201) throw new Error(`no key was made: ${status} ${text}`);
  return JSON.parse(text) as Key;
}

async function deleteKey({ target }: Field, { id }: Key): Promise<void> {
  const { status } = await ask(target.origin, `/internal/api-keys/${id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${target.tokens.admin}` },
  });
  if (status !== 200) throw new Error(`a key was not deleted: ${status}`);
}

/** Sent where the least that a route takes would be refused before its key is looked at. */
const wholeBodies: Readonly<Record<string, unknown>> = { createNovel: wish };
/** They go by a code, or by the cookie that they are to end, whose ever key comes along. */
const heedNoKey = ["createSession", "endSession"];

/** What a route answers to each key that is not good for it. */
async function onRoute({ target, verdict }: Field, route: Route, users: Users): Promise<void> {
  const { operationId } = route;
  const { owner, thief, ownerId, novel, keys } = users;
  const whose = knownRoutes[operationId]?.whose;
  verdict.check(whose !== undefined, `${operationId} is a route that no attack knows`);
  const body = wholeBodies[operationId];
  const send = async ({ key }: Key, id: string, cookie?: string) => {
    const { path, question } = requestTo(route, id);
    return ask(whose === "metrics" ? target.direct : target.origin, path, {
      ...question,
      ...(body !== undefined && { body }),
      headers: {
        ...overTls,
        authorization: `Bearer ${key}`,
        ...(cookie !== undefined && { cookie }),
      },
    });
  };
  for (const [who, cookie] of [
    ["another's key", undefined],
    ["another's key and the owner's session", owner.cookie],
  ] as const) {
    if (cookie !== undefined && heedNoKey.includes(operationId)) continue;
    const theirs = await send(keys.thiefs, novel, cookie);
    const tells = theirs.text.includes(canary) || theirs.text.includes(ownerId);
    verdict.check(!tells, `${operationId} tells ${who} of the owner's: ${theirs.text}`);
    const set = String(theirs.headers["set-cookie"]);
    verdict.check(!set.includes(ownerId), `${operationId} gives ${who} the owner's session`);
    if (whose !== "novel") continue;
    const none = await send(keys.thiefs, neverWas, cookie);
    verdict.check(
      theirs.status === 404 && wordsOf(theirs) === wordsOf(none),
      `${operationId} answers ${who} ${theirs.status} ${theirs.text} and not as one that never was`,
    );
  }
  if ((whose === "novel" || whose === "caller") && !heedNoKey.includes(operationId)) {
    const reads = route.method === "GET";
    const tooSmall = reads ? keys.writes : keys.reads;
    for (const [beside, cookie] of [
      ["", undefined],
      [" beside its owner's session", owner.cookie],
      [" beside another's session", thief.cookie],
    ] as const) {
      const { status } = await send(tooSmall, novel, cookie);
      const scope = reads ? "writing" : "reading";
      const shown = `${operationId} answers a key for ${scope} only${beside}: ${status}`;
      verdict.check(status === 403, shown);
      for (const name of ["expired", "deleted"] as const) {
        const late = await send(keys[name], novel, cookie);
        verdict.check(
          late.status === 401,
          `${operationId} answers a key that is ${name}${beside}: ${late.status}`,
        );
      }
    }
  }
  if (whose === "read" || whose === "admin" || whose === "metrics") {
    const { status } = await send(keys.both, novel);
    verdict.check(status === 401, `${operationId} answers an owner's key ${status}`);
  }
}

/** What is nearly a key, or stands for one where it is kept. */
async function forge({ target, verdict }: Field, { id, key }: Key): Promise<void> {
  const [start, secret] = [key.slice(0, -43), key.slice(-43)];
  const changed = secret.startsWith("A") ? "B" : "A";
  const forged = [
    "",
    id,
    start,
    secret,
    `${start}${changed}${secret.slice(1)}`,
    key.slice(0, -1),
    `${key}A`,
    `${key}=`,
    `${key}%00`,
    key.toUpperCase(),
    `${start}${"A".repeat(43)}`,
    `${key}, ${key}`,
    `"${key}"`,
    createHash("sha256").update(key).digest("hex"),
    `${start}${createHash("sha256").update(key).digest("base64url")}`,
    '{"$ne":null}',
    "' or '1'='1",
  ];
  for (const text of forged) {
    const headers = { authorization: `Bearer ${text}` };
    const { status } = await ask(target.origin, "/api/novel", { headers });
    verdict.check(status === 401, `"${text}" is taken for a key: ${status}`);
    const { socket, refusal } = await openSocket(target, { auth: { key: text } });
    verdict.check(refusal === "unauthorized", `"${text}" opens a socket: ${refusal ?? "open"}`);
    socket?.disconnect();
  }
  const { text } = await ask(target.origin, "/api/novel", {
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` },
  });
  verdict.check(!text.includes(canary), "a key is taken from Basic");
}

async function onSockets(field: Field, users: Users): Promise<void> {
  const { target, verdict } = field;
  const { owner, thief, novel, keys } = users;
  const cookie = owner.cookie;
  const open = async (key: Key, from?: string) =>
    openSocket(target, {
      auth: { key: key.key },
      ...(from !== undefined && { headers: { cookie: from } }),
    });
  const refused = ({ socket, refusal }: Opening, as: string, what: string) => {
    verdict.check(refusal === as, `a socket with ${what} is ${refusal ?? "open"}`);
    socket?.disconnect();
  };
  for (const from of [undefined, cookie]) {
    const beside = from === undefined ? "" : " beside the owner's session";
    refused(await open(keys.writes, from), "forbidden", `a key for writing only${beside}`);
    refused(await open(keys.expired, from), "unauthorized", `an expired key${beside}`);
    refused(await open(keys.deleted, from), "unauthorized", `a deleted key${beside}`);
    const { socket, refusal } = await open(keys.thiefs, from);
    const follow = async (novelId: string) =>
      (await socket?.emitWithAck("subscribe", { novelId, afterSeq: 0 })) as Acknowledged;
    const [theirs, never] = [await follow(novel), await follow(neverWas)];
    verdict.check(
      theirs.code === "not-found" && JSON.stringify(theirs) === JSON.stringify(never),
      `another's key${beside} (${refusal}) is answered ${JSON.stringify(theirs)}`,
    );
    socket?.disconnect();
  }
  const { socket: good } = await open(keys.reads, thief.cookie);
  const own = (await good?.emitWithAck("subscribe", { novelId: novel })) as Acknowledged;
  verdict.check(own.ok, `a key for reading follows nothing: ${own.code}`);
  good?.disconnect();

  // On each process: whichever of them takes the key back, it is over in all.
  const ending = await makeKey(field, users.ownerId, ["novels:read"]);
  const held = await Promise.all(
    target.inside.map(async (origin) =>
      openSocket({ origin }, { auth: { key: ending.key }, headers: overTls }),
    ),
  );
  const ended = held.map(
    ({ socket, refusal }) =>
      new Promise<string | undefined>((resolve) => {
        if (socket === undefined) resolve(refusal);
        socket?.once("novel.closing", ({ reason }: { reason: string }) => {
          resolve(reason);
        });
      }),
  );
  await deleteKey(field, ending);
  for (const reason of ended) {
    const told = await Promise.race([reason, sleep(15_000)]);
    verdict.check(told === "key-ended", `the socket of a deleted key is told ${told ?? "nothing"}`);
  }
  for (const { socket } of held) socket?.disconnect();
}

/** What is refused to the wrong key is answered to the right one, or it proves nothing. */
async function asOwner(
  { target, verdict }: Field,
  routes: readonly Route[],
  { thief, novel, keys }: Users,
): Promise<void> {
  for (const route of routes) {
    if (knownRoutes[route.operationId]?.whose !== "novel") continue;
    const { key } = route.method === "GET" ? keys.reads : keys.writes;
    const { path, question } = requestTo(route, novel);
    const { status } = await ask(target.origin, path, {
      ...question,
      headers: { authorization: `Bearer ${key}`, cookie: thief.cookie },
    });
    // Not every command is possible in every state, and what is not written yet is not there.
    verdict.check(
      status < 300 || [404, 409].includes(status),
      `${route.operationId} answers the right key ${status}`,
    );
  }
  const { text } = await ask(target.origin, "/api/novel", {
    headers: { authorization: `Bearer ${keys.reads.key}`, cookie: thief.cookie },
  });
  const { items } = JSON.parse(text) as { items: { id: string }[] };
  verdict.check(
    items.length === 1 && items[0]?.id === novel,
    `an owner's key lists ${items.length} novels and not the one there is`,
  );
}
