import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startModelServer } from "#test/faults/model-server.ts";
import { Client } from "./client.ts";
import { MortalColophon } from "./mortal-colophon.ts";
import { novelOf, titleOf } from "./oracle.ts";
import { Verdicts } from "./verdicts.ts";
import { bodyOf } from "./wish.ts";

const copies = 100;

/** A hundred copies of one request at once, with a cookie and without, and more after a kill. */
export async function runDuplicates(options: {
  seed: number;
  dir: string;
  plant?: string | undefined;
}): Promise<Verdicts> {
  const verdicts = new Verdicts("duplicates");
  const server = await startModelServer({ latencyMs: 20 });
  const colophon = new MortalColophon({
    dir: join(options.dir, "duplicates"),
    plant: options.plant,
    env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model" },
  });
  const client = new Client();
  const start = async () => {
    await colophon.start();
    client.moveTo(colophon.url);
    await client.insist("GET", "/api/novel?limit=1");
  };
  await start();
  const posting = (who: number, anonymous: boolean) => () =>
    client.send("POST", "/api/novel", {
      anonymous,
      headers: { "idempotency-key": `same-${who}` },
      body: bodyOf({ title: titleOf(options.seed, "duplicates", who), chapters: 1, words: 500 }),
    });
  const owners = [posting(1, false), posting(2, true)];
  const ids = owners.map(() => new Set<string>());
  const flood = async () => {
    for (const [index, post] of owners.entries()) {
      const answers = await Promise.all(Array.from({ length: copies }, post));
      const accepted = answers.filter(({ status }) => status === 202);
      verdicts.check(
        "one-key",
        accepted.length === copies,
        `${accepted.length} of ${copies} were answered 202`,
      );
      for (const { text } of accepted) ids[index]?.add((JSON.parse(text) as { id: string }).id);
    }
  };
  await flood();
  await colophon.kill();
  await start();
  await flood();
  for (const own of ids)
    verdicts.check("one-key", own.size === 1, `${copies} copies, twice, made ${own.size} novels`);
  const mine = await client.novels();
  verdicts.check("one-key", mine.length === 1, `the owner has ${mine.length} novels`);
  const written = () => new Set(server.requests.map(novelOf)).size;
  for (let waits = 0; waits < 100 && written() < owners.length; waits += 1) await sleep(50);
  // One analysis for each novel, and one more where the kill cut it short.
  const analyses = server.requests.filter(({ schema }) => schema === "premise_analysis").length;
  verdicts.check("one-key", analyses <= 2 * owners.length, `${analyses} novels were begun`);
  verdicts.summary = `${copies} identical requests at once, with a cookie and without, before and after a kill`;
  await colophon.stop();
  await server.close();
  return verdicts;
}
