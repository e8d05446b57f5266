import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FaultName, faultMark, faultModes } from "#test/faults/fault-modes.ts";
import { type ReceivedRequest, startModelServer } from "#test/faults/model-server.ts";
import { type AcceptedNovel, checkChapters, readFinished } from "./check-novel.ts";
import { Client, type Metrics, type Novel, type NovelEvent } from "./client.ts";
import { Misfortune } from "./misfortune.ts";
import { MortalColophon } from "./mortal-colophon.ts";
import { novelOf, titleOf } from "./oracle.ts";
import { Seeded } from "./seeded.ts";
import { Verdicts } from "./verdicts.ts";
import { bodyOf } from "./wish.ts";

export interface FaultsOptions {
  seed: number;
  /** How often each fault is met. */
  times: number;
  /** All of them by default. */
  faults?: readonly FaultName[] | undefined;
  dir: string;
  plant?: string | undefined;
  /** How long nothing may happen. */
  patienceMs: number;
  /** How much longer than promised a call may take, on a machine that has other things to do. */
  slackMs: number;
}

/** The caps of a call, small, so that they are reached; in seconds as the environment has them. */
const idleSeconds = 2;
const totalSeconds = 4;
const graceMs = 1_000;

/** What `Retry-After` may cost a novel at most, and how exactly that is kept. */
const parkedAtMostMs = 300_000;
const marginMs = 1_500;

/** Few enough that none of them fails a novel: three failures of a step do. */
const hitsPerNovel = 2;

/** Faults that park a novel for minutes, with the time at least: their novels have a process of their own. */
const parkedAtLeastMs: Partial<Record<FaultName, number>> = {
  "429, Retry-After long": 200_000,
  "429, Retry-After absurd": parkedAtMostMs,
};

/** Many novels at once, each of which meets one fault of the model, where the seed has it. */
export async function runFaults(options: FaultsOptions): Promise<Verdicts> {
  const verdicts = new Verdicts("faults");
  const { seed, times } = options;
  const start = performance.now();
  const random = new Seeded(seed);
  const names = options.faults ?? (Object.keys(faultModes) as FaultName[]);
  const plan = (part: string, faults: readonly FaultName[], count: number, hits: number) =>
    faults
      .flatMap((fault) => Array.from({ length: count }, () => fault))
      .map((fault, index) => new Misfortune(titleOf(seed, part, index + 1), fault, hits, random));
  const delaying = names.filter((name) => parkedAtLeastMs[name] === undefined);
  const parking = names.filter((name) => parkedAtLeastMs[name] !== undefined);
  const delayed = plan("faults", delaying, Math.ceil(times / hitsPerNovel), hitsPerNovel);
  const parked = plan("parking", parking, times, 1);
  const longestMs = Math.max(
    await meet(verdicts, options, "faults", delayed),
    await meet(verdicts, options, "parking", parked),
  );
  if (!verdicts.broken.includes("stays-up")) {
    verdicts.figure("call-caps", `longest ${Math.round(longestMs)} ms, cap ${totalSeconds} s`);
    for (const name of names) {
      const own = [...delayed, ...parked].filter(({ fault }) => fault === name);
      const hits = own.reduce((sum, novel) => sum + novel.hits.length, 0);
      const wanted = own.reduce((sum, novel) => sum + novel.places.size, 0);
      verdicts.check("reached", hits === wanted, `${name}: met ${hits} times of ${wanted}`);
      verdicts.details.push(`${name.padEnd(28)} met ${hits} times by ${own.length} novels`);
    }
  }
  const seconds = Math.round((performance.now() - start) / 1_000);
  const novels = delayed.length + parked.length;
  verdicts.summary = `${names.length} kinds, ${times} times each, ${novels} novels, ${seconds} s, seed ${seed}`;
  return verdicts;
}

/**
 * Has these novels written by one process, each with its misfortune, and checks what became of them.
 * Returns how long the longest exchange with the model was, in milliseconds.
 */
async function meet(
  verdicts: Verdicts,
  options: FaultsOptions,
  part: string,
  misfortunes: readonly Misfortune[],
): Promise<number> {
  if (misfortunes.length === 0) return 0;
  const byTitle = new Map(misfortunes.map((misfortune) => [misfortune.title, misfortune]));
  let lastSignAt = performance.now();
  const server = await startModelServer({
    intercept: (request, response) => {
      lastSignAt = performance.now();
      return byTitle.get(novelOf(request) ?? "")?.strike(request, response) ?? false;
    },
  });
  const dir = join(options.dir, part);
  const colophon = new MortalColophon({
    dir,
    plant: options.plant,
    env: {
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_MODEL: "other-model",
      MODEL_PRICES: '{"other-model":{"inputUsdPerMillion":1,"outputUsdPerMillion":2}}',
      MODEL_CONCURRENCY: "24",
      MODEL_IDLE_SECONDS: String(idleSeconds),
      MODEL_TOTAL_SECONDS: String(totalSeconds),
      MODEL_ANSWER_MAX_BYTES: "200000",
      WORKER_CONCURRENCY: "24",
      NOVELS_ACTIVE_PER_OWNER: "10000",
    },
  });
  await colophon.start();
  const client = new Client();
  client.moveTo(colophon.url);
  try {
    const accepted = await askFor(client, new Seeded(options.seed).shuffled(misfortunes));
    const lifted = new Set<string>();
    for (;;) {
      await sleep(300);
      const novels = await client.novels();
      if (novels.every(({ status }) => /^(completed|failed|cancelled)$/.test(status))) break;
      if (performance.now() - lastSignAt > options.patienceMs) break;
      await liftParked(verdicts, client, novels, byTitle, lifted);
    }
    const requestsOf = Map.groupBy(server.requests, novelOf);
    for (const [misfortune, novel] of accepted)
      await checkUnharmed(verdicts, client, misfortune, novel, requestsOf.get(novel.title) ?? []);
    const { status } = await client.send("GET", "/health");
    verdicts.check("stays-up", status === 200, `health answers ${status}`);
    return checkCaps(verdicts, server.requests, graceMs + options.slackMs);
  } catch (error) {
    // A request may tell of the process's end before it does itself.
    const end = await Promise.race([colophon.died, sleep(1_000)]);
    if (end === undefined) throw error;
    verdicts.check("stays-up", false, `the process ended: ${JSON.stringify(end)}`);
    return 0;
  } finally {
    await colophon.stop();
    await server.close();
    const log = server.requests.map((request) => `${JSON.stringify(request)}\n`);
    writeFileSync(join(dir, "oracle.jsonl"), log.join(""));
  }
}

async function askFor(
  client: Client,
  misfortunes: readonly Misfortune[],
): Promise<[Misfortune, AcceptedNovel][]> {
  const accepted: [Misfortune, AcceptedNovel][] = [];
  for (const misfortune of misfortunes) {
    const { title, chapters } = misfortune;
    const { status, text } = await client.send("POST", "/api/novel", { body: bodyOf(misfortune) });
    if (status !== 202) throw new Error(`POST /api/novel: ${status} ${text}`);
    accepted.push([misfortune, { id: (JSON.parse(text) as Novel).id, title, chapters }]);
  }
  return accepted;
}

/** Lets go on what is parked for minutes, once it is seen that it is, and for how long. */
async function liftParked(
  verdicts: Verdicts,
  client: Client,
  novels: readonly Novel[],
  byTitle: ReadonlyMap<string, Misfortune>,
  lifted: Set<string>,
): Promise<void> {
  for (const { id, title, status } of novels) {
    const misfortune = byTitle.get(title);
    const atLeastMs = misfortune && parkedAtLeastMs[misfortune.fault];
    if (atLeastMs === undefined || misfortune?.hits.length === 0 || lifted.has(id)) continue;
    const parked = (await client.events(id)).find(({ type }) => type === "call.retried");
    if (parked === undefined && status !== "failed") continue;
    lifted.add(id);
    const waitMs = parked === undefined ? Number.NaN : waitOf(parked);
    verdicts.check(
      "parked",
      status !== "failed" && waitMs > atLeastMs - marginMs && waitMs < parkedAtMostMs + marginMs,
      `${title}, ${misfortune?.fault}: ${status}, comes back after ${waitMs / 1_000} s`,
    );
    await client.send("POST", `/api/novel/${id}/pause`);
    await client.send("POST", `/api/novel/${id}/resume`);
  }
}

const waitOf = ({ at, data }: NovelEvent) => Date.parse(data.retryAt ?? "") - Date.parse(at);

/** A novel that met a fault completes like any other, and nothing of the fault is in it. */
async function checkUnharmed(
  verdicts: Verdicts,
  client: Client,
  { fault }: Misfortune,
  accepted: AcceptedNovel,
  requests: readonly ReceivedRequest[],
): Promise<void> {
  const novel = { ...accepted, title: `${accepted.title}, ${fault}` };
  const finished = await readFinished(verdicts, client, novel);
  if (finished !== undefined) {
    const { chapters, book } = finished;
    checkChapters(verdicts, "bad-chapter", novel, finished, requests);
    verdicts.check("bad-chapter", !book.includes(faultMark), `${novel.title}: it is in the book`);
    for (const [index, chapter] of chapters.entries()) {
      const target = finished.novel.chapters[index]?.targetWords ?? 0;
      const words = countWords(chapter?.text ?? "");
      verdicts.check(
        "bad-chapter",
        words === chapter?.words && Math.abs(words - target) <= 0.25 * target,
        `${novel.title}: chapter ${index + 1} has ${words} words instead of ${target}`,
      );
    }
  }
  const metrics = await client.read<Metrics>(`/api/novel/${novel.id}/metrics`);
  if (metrics === undefined) throw new Error(`${novel.title} has no metrics`);
  const { cost, tokens, calls } = metrics;
  const figures = [cost.usd, tokens.input, tokens.output];
  // Two dollars a million tokens: nothing that these models sent is worth one.
  verdicts.check(
    "accounts",
    figures.every((figure) => Number.isFinite(figure) && figure >= 0) && cost.usd < 1,
    `${novel.title}: $${cost.usd}, ${tokens.input} tokens in, ${tokens.output} out`,
  );
  verdicts.check(
    "ledger",
    calls.total >= requests.length,
    `${novel.title}: ${requests.length} requests, ${calls.total} in the ledger`,
  );
}

/** No exchange with the model lasted longer than it may, as a whole and in silence. Returns the longest. */
function checkCaps(
  verdicts: Verdicts,
  requests: readonly ReceivedRequest[],
  lateMs: number,
): number {
  const now = performance.now();
  const capMs = totalSeconds * 1_000 + lateMs;
  const silenceMs = idleSeconds * 1_000 + lateMs;
  for (const { at, lastSentAt, endedAt, schema } of requests) {
    const end = endedAt ?? now;
    verdicts.check(
      "call-caps",
      end - at <= capMs && end - lastSentAt <= silenceMs,
      `${schema ?? "prose"}: ${Math.round(end - at)} ms, the last ${Math.round(end - lastSentAt)} in silence`,
    );
  }
  return Math.max(...requests.map(({ at, endedAt }) => (endedAt ?? now) - at));
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

function countWords(text: string): number {
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;
}
