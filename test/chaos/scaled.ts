import {
  checkCalls,
  checkChapters,
  checkEvents,
  checkPauses,
  readFinished,
} from "./check-novel.ts";
import { novelOf } from "./oracle.ts";
import type { Progress } from "./progress.ts";
import { type ScaledOptions, ScaledRun, concurrency } from "./scaled-run.ts";
import { type Invariant, Verdicts } from "./verdicts.ts";

/** After the queue was emptied each novel is enqueued within 10 s; then it still has to be taken up. */
const requeuedWithinMs = 11_000;

/** Novels written by two API and three worker processes, while whatever they depend on fails. */
export async function runScaled(options: ScaledOptions): Promise<Verdicts> {
  const start = performance.now();
  const verdicts = new Verdicts("scaled");
  const run = await ScaledRun.open(options);
  try {
    await run.befallen();
    await check(verdicts, run, options);
    verdicts.summary = [
      ...Object.entries(options.toll).map(([calamity, times]) => `${times} × ${calamity}`),
      `${run.accepted.length} novels`,
      `${run.requests.length} requests`,
      `${Math.round((performance.now() - start) / 1_000)} s`,
      `seed ${options.seed}`,
    ].join(", ");
  } finally {
    await run.close();
  }
  return verdicts;
}

/** Holds what happened against the invariants. */
async function check(verdicts: Verdicts, run: ScaledRun, options: ScaledOptions): Promise<void> {
  const { accepted, accidents, client, requests, watchers } = run;
  const requestsOf = Map.groupBy(requests, novelOf);
  const kills = options.toll["worker killed"];
  let wasted = 0;
  for (const novel of accepted) {
    const finished = await readFinished(verdicts, client, novel);
    if (finished === undefined) continue;
    const own = requestsOf.get(novel.title) ?? [];
    checkChapters(verdicts, "chapters", novel, finished, own);
    checkEvents(verdicts, novel, finished, watchers);
    checkPauses(verdicts, novel, finished, run.pausesOf(novel.id));
    wasted += checkCalls(verdicts, novel, finished, own, kills);
  }
  verdicts.check("waste", wasted <= kills * concurrency, `${wasted} requests for ${kills} kills`);
  verdicts.figure("waste", `${wasted} wasted`);
  const strangers = requestsOf.get(undefined)?.length ?? 0;
  verdicts.check("ledger", strangers === 0, `${strangers} requests belong to no novel`);
  const kept = await client.novels();
  verdicts.check(
    "one-key",
    kept.every(({ id }) => accepted.some((novel) => novel.id === id)),
    `${accepted.length} novels were accepted, ${kept.length} are kept`,
  );
  checkProgress(verdicts, "goes-on", run.progress, options.patienceMs);
  checkProgress(verdicts, "requeued", run.requeued, requeuedWithinMs + options.slackMs);
  verdicts.check("stays-up", accidents.length === 0, accidents.join(", "));
}

function checkProgress(
  verdicts: Verdicts,
  invariant: Invariant,
  { mostAwaited, slowestMs, times }: Progress,
  limitMs: number,
): void {
  const { title, ms } = mostAwaited;
  verdicts.check(invariant, ms <= limitMs, `${title}: not in ${Math.round(ms)} ms`);
  verdicts.check(invariant, slowestMs <= limitMs, `a novel took ${Math.round(slowestMs)} ms`);
  verdicts.figure(invariant, `${times} times, slowest ${Math.round(slowestMs)} ms`);
}
