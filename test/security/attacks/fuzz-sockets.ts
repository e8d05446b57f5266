import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type { Socket } from "socket.io-client";
import { patienceMs } from "#test/harness/patience.ts";
import { atOnce } from "#test/security/at-once.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { hostileStrings } from "#test/security/hostile-strings.ts";
import { type Acknowledged, openSocket } from "#test/security/open-socket.ts";
import { Person } from "#test/security/person.ts";
import { tellsTooMuch } from "#test/security/tells-too-much.ts";

const polling = "/ws/?EIO=4&transport=polling";
const overTls = { "x-forwarded-proto": "https" };
/** What a process grants one owner. */
const mostOfOwner = 20;
/** Messages of one connection: below what it may send in a second. */
const lot = 40;
const names = ["subscribe", "unsubscribe", "ping", "novel.event", "__proto__", "constructor", ""];
const packets = [
  "40",
  "40{",
  '42["subscribe"]',
  '42["subscribe",{"novelId":{"$ne":1}}]',
  '42["__proto__",{"a":1}]',
  "42[1,2,3]",
  "42{}",
  "421[]",
  '451-["subscribe",{"_placeholder":true,"num":0}]',
  '4510000-["x"]',
  "bAAAA",
  "4".repeat(10_000),
  `42["subscribe",${"[".repeat(7_000)}`,
  `42["subscribe","${"a".repeat(100_000)}"]`,
  "41",
  "43[]",
  "44{}",
  "5",
  "6",
  "9",
  "",
  "\0",
  "\u001e\u001e\u001e",
];

/** Messages that no client of ours sends. */
export const fuzzSockets: Attack = {
  name: "fuzz-sockets",
  promise: "no message on a socket is let in that is not one of ours, or harms the others",
  tries:
    "messages with known, inherited and unknown names and anything as input (fast-check), through Socket.IO; malformed packets and sessions of nobody's through polling; more connections than one may have; a thousand asks to be let in through one connection",
  limits: "raised",
  scaled: true,
  async run(field) {
    const { target, verdict, seed, full } = field;
    const person = new Person(target);
    await person.owner();
    const novel = await person.order();
    const watcher = await connect(field, person);
    const attacker = await connect(field, person);
    for (const input of malformed(novel)) {
      const told = (await attacker
        .timeout(patienceMs)
        .emitWithAck("subscribe", input)) as Acknowledged;
      const shown = JSON.stringify(input);
      verdict.check(told.code === "invalid-input", `a malformed ${shown}: ${JSON.stringify(told)}`);
    }
    const drawn = fc.sample(
      fc.tuple(
        fc.constantFrom(...names),
        fc.oneof(
          fc.jsonValue(),
          fc.constantFrom(...hostileStrings),
          fc.record({
            novelId: fc.oneof(fc.jsonValue(), fc.constant(novel)),
            afterSeq: fc.jsonValue(),
          }),
        ),
      ),
      { seed, numRuns: full ? 5_000 : 200 },
    );
    let answered = 0;
    const send = async (socket: Socket, [name, input]: (typeof drawn)[number]) => {
      const told = JSON.stringify(
        // What is not known is not acknowledged.
        await socket
          .timeout(1_000)
          .emitWithAck(name, input)
          .catch(() => null),
      );
      if (told !== "null") answered += 1;
      const shown = `${name} ${JSON.stringify(input)?.slice(0, 200)}`;
      const leak = tellsTooMuch(told);
      verdict.check(!told.includes('"internal"'), `${shown} is answered ${told}`);
      verdict.check(leak === undefined || shown.includes(leak), `${shown} is told ${told}`);
      const ours = name === "subscribe" || name === "unsubscribe" || name === "ping";
      verdict.check(ours || !told.includes('"ok":true'), `"${name}" is a message: ${told}`);
    };
    const lots = Array.from({ length: Math.ceil(drawn.length / lot) }, (_, nth) =>
      drawn.slice(nth * lot, (nth + 1) * lot),
    );
    attacker.disconnect();
    await atOnce(5, lots, async (messages) => {
      const socket = await connect(field, person);
      await Promise.all(messages.map(async (message) => send(socket, message)));
      socket.disconnect();
    });
    verdict.figure(`${answered} of ${drawn.length} messages were answered`);
    verdict.check(answered > drawn.length / 5, "hardly any message is answered");

    await atOnce(4, packets, async (packet) => {
      const opened = await person.ask(polling);
      const sid = /"sid":"([^"]+)"/.exec(opened.text)?.[1];
      for (const body of ["40", packet, packet]) {
        const { status, text } = await person.ask(`${polling}&sid=${sid}`, {
          method: "POST",
          body,
          headers: { "content-type": "text/plain;charset=UTF-8" },
        });
        const shown = JSON.stringify(body.slice(0, 60));
        verdict.check(status < 500, `${shown} is answered ${status}`);
        verdict.check(tellsTooMuch(text) === undefined, `${shown} is told ${text}`);
      }
    });
    for (const sid of ["x", "..", "__proto__", "constructor", "%00", "a".repeat(3_000)]) {
      const { status } = await person.ask(`${polling}&sid=${sid}`);
      verdict.check(status === 400, `a session "${sid.slice(0, 20)}" is answered ${status}`);
    }

    await askWithoutEnd(field);

    const many = new Person(target);
    await many.owner();
    for (const base of target.inside) {
      const crowd = await Promise.all(
        Array.from({ length: 30 }, async () =>
          openSocket({ origin: base }, { headers: { cookie: many.cookie, ...overTls } }),
        ),
      );
      const open = crowd.filter(({ socket: one }) => one !== undefined).length;
      verdict.check(open === mostOfOwner, `of 30 connections of one owner ${open} are let in`);
      const codes = new Set(crowd.flatMap(({ refusal }) => refusal ?? []));
      verdict.check(
        [...codes].join() === "rate-limited",
        `a connection too many is refused as ${[...codes].join(", ")}`,
      );
      for (const { socket: one } of crowd) one?.disconnect();
    }
    const still = (await watcher
      .timeout(patienceMs)
      .emitWithAck("subscribe", { novelId: novel, afterSeq: 0 })) as { ok: boolean };
    verdict.check(still.ok, "afterwards the watcher is not served");
    watcher.disconnect();
  },
};

/** Asks to be let in again and again, through one connection that was counted once. */
async function askWithoutEnd({ target, verdict }: Field): Promise<void> {
  const asks = 1_000;
  for (const packet of ["40", `40{"key":"colophon_key_${"A".repeat(43)}"}`, "40/x,"])
    for (const base of target.inside) {
      const answers = await flood(base, { packet, asks });
      const shown = `${packet.slice(0, 20)}, asked ${asks} times`;
      verdict.check(answers >= 0, `${shown}: no connection comes about`);
      verdict.check(answers <= 2, `${shown} through one connection, is answered ${answers} times`);
    }
}

/** How many answers come back in two seconds, or before the connection is closed; -1 where it never opened. */
async function flood(
  base: string,
  { packet, asks }: { packet: string; asks: number },
): Promise<number> {
  const { host } = new URL(base);
  const ws = new WebSocket(`ws://${host}/ws/?EIO=4&transport=websocket`, { headers: overTls });
  let answers = -1;
  ws.addEventListener("message", ({ data }) => (answers += String(data).startsWith("4") ? 1 : 0));
  const closed = new Promise((resolve) => {
    ws.addEventListener("close", resolve);
  });
  const opened = new Promise((resolve) => {
    ws.addEventListener("open", resolve);
  });
  await Promise.race([opened, closed, sleep(patienceMs)]);
  if (ws.readyState !== WebSocket.OPEN) return answers;
  answers = 0;
  for (let n = 0; n < asks; n += 1) ws.send(packet);
  await Promise.race([closed, sleep(2_000)]);
  ws.close();
  return answers;
}

/** Nearly what a subscription is asked for with. */
function malformed(novelId: string): unknown[] {
  return [
    null,
    0,
    "",
    novelId,
    [novelId],
    {},
    { novelId: null },
    { novelId: [novelId] },
    { novelId: { toString: novelId } },
    { novelId: "" },
    { novelId: "a".repeat(65) },
    { novelId, afterSeq: "0" },
    { novelId, afterSeq: -1 },
    { novelId, afterSeq: 0.5 },
    { novelId, afterSeq: 1e300 },
    { novelId, owner: "another" },
  ];
}

async function connect({ target }: Field, { cookie }: Person): Promise<Socket> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { socket } = await openSocket(target, { headers: { cookie } });
    if (socket !== undefined) return socket;
    await sleep(50);
  }
  throw new Error("the gateway takes no socket");
}
