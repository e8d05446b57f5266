import { setTimeout as sleep } from "node:timers/promises";
import { type Api, readApi } from "#test/security/api.ts";
import { type Answer, type Question, ask, wordsOf } from "#test/security/ask.ts";
import { atOnce } from "#test/security/at-once.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { knownRoutes, requestTo } from "#test/security/known-routes.ts";
import { type Acknowledged, openSocket } from "#test/security/open-socket.ts";
import { Person } from "#test/security/person.ts";

const neverWas = "01890000-0000-7000-8000-000000000000";
/** Stands in whatever is told of the owner's novels. */
const canary = "Xanthippe";

/** Another owner, somebody without a session and operators' routes, on every route there is. */
export const stealNovels: Attack = {
  name: "steal-novels",
  promise: "nobody but its owner can tell a novel from one that never was, or change it",
  tries:
    "two users × every route of `openapi.json` by session, without one and with wrong tokens; both users' sockets; a route that the suite does not know fails it",
  limits: "raised",
  scaled: true,
  async run(field) {
    const { target, verdict } = field;
    const [owner, thief] = [new Person(target), new Person(target)];
    const written = await owner.order({ title: `${canary} writes` });
    const planned = await owner.order({ title: `${canary} plans`, reviewOutline: true });
    await owner.waitFor(written, "completed");
    await owner.waitFor(planned, "awaiting-approval");
    await thief.order();

    const api = await readApi(target);
    for (const { operationId } of api.routes)
      verdict.check(operationId in knownRoutes, `${operationId} is a route that no attack knows`);
    const before = await showAll(owner, [written, planned]);
    const novels = { written, planned };
    await onRoutes(field, api, { thief, novels, owner: await owner.owner() });
    verdict.check(
      (await showAll(owner, [written, planned])) === before,
      "a novel is not as it was before others asked for it",
    );
    await onSockets(field, { owner, thief, novel: planned });
    await asOwner(field, api, { owner, novels });
  },
};

async function onRoutes(
  field: Field,
  { routes }: Api,
  { thief, novels, owner }: { thief: Person; novels: Record<string, string>; owner: string },
): Promise<void> {
  const { target, verdict } = field;
  const nobody = new Person(target);
  const ways: [string, (path: string, sent: Question) => Promise<Answer>][] = [
    ["another's session", async (path, sent) => thief.ask(path, sent)],
    ["nobody", async (path, sent) => nobody.ask(path, sent)],
    ["no cookie", async (path, sent) => ask(target.origin, path, sent)],
    [
      "the session and an admin's name",
      async (path, sent) =>
        thief.ask(path, { ...sent, headers: { authorization: "Bearer chief:admin" } }),
    ],
  ];
  await atOnce(4, routes, async (route) => {
    const known = knownRoutes[route.operationId];
    for (const [who, send] of ways)
      for (const novel of Object.values(novels)) {
        const { path, question } = requestTo(route, novel);
        const theirs = await send(path, question);
        const tells = theirs.text.includes(canary) || theirs.text.includes(owner);
        verdict.check(!tells, `${route.operationId} tells ${who} of the owner's: ${theirs.text}`);
        if (known?.whose === "novel") {
          const none = await send(requestTo(route, neverWas).path, question);
          const refused = theirs.status === 404 || theirs.status === 401;
          const alike = theirs.status === none.status && wordsOf(theirs) === wordsOf(none);
          verdict.check(
            refused && alike,
            `${route.operationId} answers ${who} ${theirs.status} ${theirs.text} and not as one that never was, ${none.status}`,
          );
        }
        if (known?.whose === "read" || known?.whose === "admin")
          verdict.check(
            theirs.status === 401,
            `${route.operationId} answers ${who} ${theirs.status}, not 401`,
          );
      }
    if (known?.whose === "admin") {
      const headers = { authorization: `Bearer ${target.tokens.read}` };
      const { path, question } = requestTo(route, neverWas);
      const { status } = await ask(target.origin, path, { ...question, headers });
      verdict.check(status === 403, `${route.operationId} answers a reader ${status}, not 403`);
    }
  });
}

async function onSockets(
  { target, verdict }: Field,
  { owner, thief, novel }: { owner: Person; thief: Person; novel: string },
): Promise<void> {
  const none = await openSocket(target, {});
  verdict.check(none.refusal === "unauthorized", `a socket without a session: ${none.refusal}`);
  none.socket?.disconnect();
  // One of the routes has just signed the thief out.
  await thief.owner();
  const { socket } = await openSocket(target, { headers: { cookie: thief.cookie } });
  const mine = await openSocket(target, { headers: { cookie: owner.cookie } });
  if (socket === undefined || mine.socket === undefined)
    throw new Error(`the gateway takes no socket: ${mine.refusal}`);
  const heard: string[] = [];
  socket.onAny((name, ...told: unknown[]) => heard.push(`${name} ${JSON.stringify(told)}`));
  const subscribe = async (novelId: string, afterSeq?: number) =>
    (await socket.emitWithAck("subscribe", { novelId, afterSeq })) as Acknowledged;
  for (const afterSeq of [undefined, 0, 1, 10_000]) {
    const [theirs, never] = [await subscribe(novel, afterSeq), await subscribe(neverWas, afterSeq)];
    verdict.check(
      !theirs.ok && JSON.stringify(theirs) === JSON.stringify(never),
      `another's subscription from ${afterSeq} is answered ${JSON.stringify(theirs)}`,
    );
  }
  const own = (await mine.socket.emitWithAck("subscribe", { novelId: novel })) as Acknowledged;
  verdict.check(own.ok, `the owner's own subscription is refused: ${own.code}`);
  const told = new Promise((resolve) => mine.socket.once("novel.event", resolve));
  await owner.ask(`/api/novel/${novel}/pause`, { method: "POST" });
  await owner.ask(`/api/novel/${novel}/resume`, { method: "POST" });
  await Promise.race([told, sleep(500)]);
  verdict.check(heard.length === 0, `another's socket was told ${heard[0]}`);
  socket.disconnect();
  mine.socket.disconnect();
}

/** What was refused to others has to be there for its owner, or it proves nothing. */
async function asOwner(
  { verdict }: Field,
  { routes }: Api,
  { owner, novels }: { owner: Person; novels: Record<string, string> },
): Promise<void> {
  const order = Object.keys(knownRoutes);
  const placed = routes.toSorted(
    (one, other) => order.indexOf(one.operationId) - order.indexOf(other.operationId),
  );
  for (const route of placed) {
    if (knownRoutes[route.operationId]?.whose !== "novel") continue;
    const answers = await Promise.all(
      Object.values(novels).map(async (novel) => {
        const { path, question } = requestTo(route, novel);
        return owner.ask(path, question);
      }),
    );
    // Not every command is possible in every state, and that is told.
    verdict.check(
      answers.some(({ status }) => status < 300 || status === 409),
      `${route.operationId} answers the owner only ${answers.map(({ status }) => status).join(", ")}`,
    );
  }
}

async function showAll(person: Person, novels: readonly string[]): Promise<string> {
  const shown = await Promise.all(novels.map((novel) => person.ask(`/api/novel/${novel}`)));
  const logs = await Promise.all(novels.map((novel) => person.ask(`/api/novel/${novel}/events`)));
  return [...shown, ...logs].map(({ text }) => text).join("\n");
}
