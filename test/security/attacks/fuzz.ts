import fc from "fast-check";
import { readApi } from "#test/security/api.ts";
import { ask } from "#test/security/ask.ts";
import { atOnce } from "#test/security/at-once.ts";
import type { Attack, Field } from "#test/security/attack.ts";
import { type Drawn, type Pool, drawRequest } from "#test/security/draw-request.ts";
import { Person } from "#test/security/person.ts";
import { tellsTooMuch } from "#test/security/tells-too-much.ts";
import { growthMb, residentMb } from "#test/security/watch-memory.ts";

const batch = 500;
const width = 16;

/** Requests that are nearly right, in great numbers. */
export const fuzz: Attack = {
  name: "fuzz",
  promise: "no request is answered 500 or more, tells of the inside, or costs memory for good",
  tries:
    "requests drawn from `openapi.json` (fast-check): valid, with one field spoilt, with anything in addresses, headers and bodies; by owners, strangers and operators; the mix of answers and the memory are measured",
  limits: "raised",
  scaled: true,
  async run(field) {
    const { target, verdict, seed, full } = field;
    // What several processes have in common is another store, slower here: fewer will do.
    const [some, many] = target.pids.length > 1 ? [1_000, 20_000] : [2_000, 100_000];
    const requests = full ? many : some;
    const api = await readApi(target);
    const pool = await fill(field);
    const any = fc.oneof(...api.routes.map((route) => drawRequest(api, route, pool)));
    const answers = new Map<number, number>();
    const memory = target.pids.map((pid) => ({ pid, measured: [] as number[] }));
    const start = performance.now();
    for (let sent = 0; sent < requests && target.alive(); sent += batch) {
      const drawn = fc.sample(any, { seed: seed + sent, numRuns: batch });
      await atOnce(width, drawn, async (next) => {
        const status = await send(next, field);
        answers.set(status, (answers.get(status) ?? 0) + 1);
      });
      if (target.alive()) for (const { pid, measured } of memory) measured.push(residentMb(pid));
    }
    const seconds = (performance.now() - start) / 1_000;
    const share = (isMeant: (status: number) => boolean) =>
      [...answers].reduce((sum, [status, count]) => sum + (isMeant(status) ? count : 0), 0) /
      requests;
    verdict.figure(
      `${requests} requests in ${Math.round(seconds)} s: ${[...answers]
        .toSorted(([one], [other]) => one - other)
        .map(([status, count]) => `${status}: ${count}`)
        .join(", ")}`,
    );
    verdict.check(share((status) => status !== 429) >= 0.95, "more than 5 % are answered 429");
    verdict.check(share((status) => status < 300) >= 0.15, "fewer than 15 % are let in");
    for (const { measured } of memory) {
      const grown = growthMb(measured);
      verdict.figure(
        `memory ${Math.round(measured[0] ?? 0)} MB at first, ${Math.round(measured.at(-1) ?? 0)} MB at last; after warm-up it grew by ${Math.round(grown)} MB`,
      );
      verdict.check(grown < 100, `memory grew by ${Math.round(grown)} MB after warm-up`);
    }
  },
};

/** Owners with novels in several states, and what nobody was given. */
async function fill({ target }: Field): Promise<Pool> {
  const people = [new Person(target), new Person(target), new Person(target)];
  const novels: string[] = [];
  for (const person of people) {
    await person.owner();
    novels.push(await person.order(), await person.order({ reviewOutline: true }));
  }
  await people[0]!.waitFor(novels[0]!, "completed");
  await people[0]!.waitFor(novels[1]!, "awaiting-approval");
  return { cookies: people.map(({ cookie }) => cookie), novels, tokens: target.tokens };
}

/** Resolves with the answer's status; 0 when none came. */
async function send(drawn: Drawn, { target, verdict }: Field): Promise<number> {
  const { operationId, path, ...question } = drawn;
  const whole = JSON.stringify({ path, ...question });
  const shown = `${operationId} ${whole.slice(0, 600)}`;
  try {
    const { status, text } = await ask(target.origin, path, question);
    const leak = tellsTooMuch(operationId === "getOpenApiDocument" ? "" : text);
    verdict.check(status < 500, `${status} to ${shown}`);
    // The name of a field that is not known is told as it came.
    const own = leak === undefined || `${whole} ${decodeURIComponent(path)}`.includes(leak);
    verdict.check(own, `"${leak}" is told to ${shown}`);
    return status;
  } catch (error) {
    verdict.check(false, `no answer (${String(error)}) to ${shown}`);
    return 0;
  }
}
