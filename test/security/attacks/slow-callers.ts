import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "#test/security/ask.ts";
import type { Attack } from "#test/security/attack.ts";
import { dial } from "#test/security/speak.ts";

const head = "POST /api/novel HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n";
const slownesses = {
  "nothing at all": "",
  "a header that never ends": `${head}X-Slow: `,
  "a body that never ends": `${head}Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n`,
} as const;

/** Connections that hardly speak. */
export const slowCallers: Attack = {
  name: "slow-callers",
  promise: "who is slow keeps nobody waiting, and the process does not wait for him for ever",
  tries:
    "300 connections each to the proxy and to the process that say nothing, or a byte of a header or of a body every second, while others ask; in full until all of those to the process are cut off",
  limits: "raised",
  async run({ target, verdict, full }) {
    const started = performance.now();
    const open = new Map<Socket, string>();
    const lasted = new Map<string, number>();
    for (const base of [target.origin, target.direct])
      for (const [what, text] of Object.entries(slownesses))
        for (let turn = 0; turn < 100; turn += 1) {
          const socket = dial(base);
          const name = `${what}, to ${base === target.direct ? "the process" : "the proxy"}`;
          open.set(socket, name);
          socket.on("error", () => undefined);
          socket.on("close", () => {
            open.delete(socket);
            lasted.set(name, (performance.now() - started) / 1_000);
          });
          socket.resume();
          if (text !== "") socket.write(text);
        }
    const trickle = setInterval(() => {
      for (const [socket, name] of open) if (!name.startsWith("nothing")) socket.write("a");
    }, 1_000);
    try {
      // Whoever has to greet them all is this process too.
      await sleep(2_000);
      let slowest = 0;
      for (let turn = 0; turn < 20; turn += 1) {
        const start = performance.now();
        const { status } = await ask(target.origin, "/api/about");
        slowest = Math.max(slowest, performance.now() - start);
        verdict.check(status === 200, `others are answered ${status}`);
        await sleep(100);
      }
      verdict.check(slowest < 2_000, `others wait ${Math.round(slowest)} ms`);
      verdict.figure(
        `with ${open.size} slow connections others waited ${Math.round(slowest)} ms at most`,
      );
      if (!full) return;
      const left = () => [...open.values()].filter((name) => name.endsWith("the process"));
      while (left().length > 0 && performance.now() - started < mostSeconds * 1_000)
        await sleep(1_000);
      for (const [name, seconds] of lasted)
        verdict.figure(`${name}: cut off after ${Math.round(seconds)} s`);
      verdict.check(left().length === 0, `after ${mostSeconds} s there are still ${left()[0]}`);
    } finally {
      clearInterval(trickle);
      for (const socket of open.keys()) socket.destroy();
    }
  },
};

/** How long the process may listen to any of them. */
const mostSeconds = 100;
