import { setTimeout as sleep } from "node:timers/promises";
import { readApi } from "#test/security/api.ts";
import { ask } from "#test/security/ask.ts";
import { atOnce } from "#test/security/at-once.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { dial, statusesIn } from "#test/security/speak.ts";
import { residentMb } from "#test/security/watch-memory.ts";

const gigabyte = 1_000_000_000;
/** Of a good line. */
const bytesPerSecond = 100_000_000;
const depth = 50_000;

/** Bodies that are too large, or too deep. */
export const overfeed: Attack = {
  name: "overfeed",
  promise: "a body that is too large is refused and cut off, and none costs memory or time",
  tries:
    "a body of 1 GB, announced and in chunks, by a sender who does not stop, through the proxy and past it; JSON nested 50,000 deep, with 100,000 keys, with one key of 900 kB and cut off, on every route that takes a body",
  limits: "raised",
  async run(field) {
    const { target, verdict } = field;
    const held = () => target.pids.reduce((sum, pid) => sum + residentMb(pid), 0);
    const before = held();
    for (const base of [target.origin, target.direct])
      await Promise.all([true, false].map(async (announced) => pour(base, announced, field)));
    const grown = held() - before;
    verdict.figure(`memory grew by ${Math.round(grown)} MB over four bodies of 1 GB`);
    verdict.check(grown < 150, `memory grew by ${Math.round(grown)} MB`);
    await nest(field);
  },
};

/** Sends a gigabyte, as far as it is let, whatever is answered, as fast as a good line would. */
async function pour(base: string, announced: boolean, { verdict }: Field): Promise<void> {
  const what = `1 GB ${announced ? "announced" : "in chunks"} to ${new URL(base).protocol}//`;
  const socket = dial(base);
  let heard = "";
  let megabytesAtAnswer: number | undefined;
  let sent = 0;
  const closed = new Promise<void>((resolve) => {
    socket
      .on("error", () => undefined)
      .on("close", () => {
        resolve();
      });
  });
  socket.on("data", (data: Buffer) => {
    heard += data.toString("latin1");
    megabytesAtAnswer ??= Math.round(sent / 1e6);
  });
  const length = announced ? `Content-Length: ${gigabyte}` : "Transfer-Encoding: chunked";
  socket.write(
    `POST /api/novel HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nContent-Type: application/json\r\n${length}\r\n\r\n`,
  );
  const spaces = " ".repeat(0x1_00_00);
  const piece = Buffer.from(announced ? spaces : `10000\r\n${spaces}\r\n`);
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1_000;
  while (sent < gigabyte && !socket.destroyed && seconds() < 40) {
    sent += piece.length;
    const taken = socket.write(piece);
    if (sent / bytesPerSecond > seconds()) await Promise.race([sleep(20), closed]);
    // Who is no longer read from would wait for ever.
    if (!taken)
      await Promise.race([new Promise((go) => socket.once("drain", go)), closed, sleep(2_000)]);
  }
  await Promise.race([closed, sleep(2_000)]);
  const cut = socket.destroyed;
  const took = Math.round(seconds());
  socket.destroy();
  const [status] = statusesIn(heard);
  const megabytes = Math.round(sent / 1e6);
  verdict.figure(
    `${what}: ${status ?? "no answer"} after ${megabytesAtAnswer ?? "–"} MB, cut off after ${megabytes} MB and ${took} s`,
  );
  // Who sends on may be cut off before he hears why.
  verdict.check(status === 413 || (status === undefined && cut), `${what} is answered ${status}`);
  verdict.check(cut && sent < gigabyte, `${what} goes on: ${megabytes} MB were taken`);
}

async function nest({ target, verdict, full }: Field): Promise<void> {
  const bodies: Record<string, string> = {
    arrays: "[".repeat(depth) + "]".repeat(depth),
    objects: `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`,
    "arrays in a field": `{"title":${"[".repeat(depth)}${"]".repeat(depth)}}`,
    "arrays without end": "[".repeat(depth),
    "100,000 keys": `{${Array.from({ length: 100_000 }, (_, at) => `"${at}":1`).join(",")}}`,
    "one long key": `{"${"a".repeat(900_000)}":1}`,
    "a long number": "1".repeat(900_000),
    "a long string": `"${"\\u0000".repeat(150_000)}"`,
    "combining marks": JSON.stringify({ title: `a${"\u0301".repeat(64_000)}` }),
  };
  const { routes } = await readApi(target);
  const slowest = { ms: 0, what: "" };
  const wanting = routes.filter(({ body }) => body !== undefined);
  // Each of them to every third route will do where time is short: all are read by the same hands.
  const step = full ? 1 : 3;
  const all = wanting.flatMap(({ method, path }, nth) =>
    Object.entries(bodies)
      .filter((_, at) => at % step === nth % step)
      .map(([what, text]) => ({ method, path, what, text })),
  );
  await atOnce(2, all, async ({ method, path, what, text }) => {
    const place = path.replaceAll(/\{\w+\}/g, "01890000-0000-7000-8000-000000000000");
    const token = path.startsWith("/internal/") ? target.tokens.admin : undefined;
    const start = performance.now();
    const { status } = await ask(target.origin, place, {
      method,
      body: text,
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    });
    const ms = performance.now() - start;
    if (ms > slowest.ms) Object.assign(slowest, { ms, what: `${what} on ${method} ${path}` });
    verdict.check(
      status >= 400 && status < 500,
      `${what} on ${method} ${path} is answered ${status}`,
    );
    verdict.check(ms < 5_000, `${what} on ${method} ${path} takes ${Math.round(ms)} ms`);
  });
  verdict.figure(`the slowest answer took ${Math.round(slowest.ms)} ms: ${slowest.what}`);
}
