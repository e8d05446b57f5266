import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "#test/security/ask.ts";
import type { Attack } from "#test/security/attack.ts";
import { dial } from "#test/security/speak.ts";

const head = "POST /api/novel HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n";
/** Where those who are slow come from: others come from elsewhere. */
const slow = "127.0.8.1";
/** What the proxy grants one address at a time. */
const mostOfAddress = 100;
const slownesses = {
  "nothing at all": "",
  "a header that never ends": `${head}X-Slow: `,
  "a body that never ends": `${head}Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n`,
} as const;

/** Connections that hardly speak. */
export const slowCallers: Attack = {
  name: "slow-callers",
  promise: "who is slow keeps nobody waiting, and nobody waits for him for ever",
  tries:
    "some 300 connections each to the proxy and to the process that say nothing, or a byte of a header or of a body every second, while others ask; more bodies than one address may send the proxy at a time; in full until all are cut off",
  limits: "raised",
  async run({ target, verdict, full }) {
    /** How long the slowest of so many requests takes, in milliseconds. */
    const slowestOf = async (turns: number) => {
      let slowest = 0;
      for (let turn = 0; turn < turns; turn += 1) {
        const start = performance.now();
        const { status } = await ask(target.origin, "/api/about");
        slowest = Math.max(slowest, performance.now() - start);
        verdict.check(status === 200, `others are answered ${status}`);
        await sleep(100);
      }
      return slowest;
    };
    const alone = await slowestOf(5);
    const started = performance.now();
    const open = new Map<Socket, string>();
    const lasted = new Map<string, number>();
    const greeted: Promise<unknown>[] = [];
    let refused = 0;
    for (const base of [target.origin, target.direct])
      for (const [what, text] of Object.entries(slownesses))
        for (let turn = 0; turn < mostOfAddress + 20; turn += 1) {
          const socket = dial(base, slow);
          const name = `${what}, to ${base === target.direct ? "the process" : "the proxy"}`;
          open.set(socket, name);
          const greeting = base === target.origin ? "secureConnect" : "connect";
          greeted.push(once(socket, greeting).catch(() => undefined));
          socket.on("error", () => undefined);
          socket.on("data", (data: Buffer) => {
            if (data.includes(" 429 ")) refused += 1;
          });
          socket.on("close", () => {
            open.delete(socket);
            lasted.set(name, (performance.now() - started) / 1_000);
          });
          if (text !== "") socket.write(text);
        }
    const trickle = setInterval(() => {
      for (const [socket, name] of open) if (!name.startsWith("nothing")) socket.write("a");
    }, 1_000);
    try {
      // Whoever has to greet them all is this process too.
      await Promise.race([Promise.all(greeted), sleep(15_000)]);
      const slowest = await slowestOf(20);
      verdict.check(refused >= 20, `of one address ${refused} bodies are refused, not 20`);
      verdict.check(slowest - alone < 2_000, `others wait ${Math.round(slowest)} ms`);
      verdict.figure(
        `with ${open.size} slow connections others waited ${Math.round(slowest)} ms at most`,
      );
      if (!full) return;
      while (open.size > 0 && performance.now() - started < mostSeconds * 1_000) await sleep(1_000);
      for (const [name, seconds] of lasted)
        verdict.figure(`${name}: cut off after ${Math.round(seconds)} s`);
      const [left] = open.values();
      verdict.check(left === undefined, `after ${mostSeconds} s there is still ${left}`);
    } finally {
      clearInterval(trickle);
      for (const socket of open.keys()) socket.destroy();
    }
  },
};

/** How long any of them may be listened to. */
const mostSeconds = 100;
