import { join } from "node:path";
import {
  checkCalls,
  checkChapters,
  checkEvents,
  checkPauses,
  readFinished,
} from "./check-novel.ts";
import { type Failpoint, failpoints } from "./failpoints.ts";
import { Lane, type LaneOptions, concurrency } from "./lane.ts";
import { novelOf, titleOf } from "./oracle.ts";
import { Seeded } from "./seeded.ts";
import { Verdicts } from "./verdicts.ts";

export interface KillsOptions {
  seed: number;
  kills: number;
  novels: number;
  /** A folder of its own. */
  dir: string;
  plant?: string | undefined;
  /** Where to die in every second death; at each in turn by default. */
  at?: readonly Failpoint[] | undefined;
  /** Whether every death is there, and not every second. */
  onlyThere?: boolean;
  /** How long it may take until work goes on. */
  patienceMs: number;
}

/** Processes that are killed beside each other: two keep two cores busy. */
const lanes = 2;

/** Many novels, killed at any moment and at every failpoint, half of the time each. */
export async function runKills(options: KillsOptions): Promise<Verdicts> {
  const verdicts = new Verdicts("kills");
  const seed = new Seeded(options.seed);
  const deaths = planDeaths(
    seed,
    options.kills,
    options.at ?? failpoints,
    options.onlyThere === true ? 1 : 2,
  );
  const plans = Array.from({ length: lanes }, (_, lane): LaneOptions => {
    const own = seed.branch();
    const part = `kills-${lane + 1}`;
    let titles = 0;
    const wish = () => {
      titles += 1;
      const chapters = own.whole(2, 4);
      const title = titleOf(options.seed, part, titles);
      return { title, chapters, words: chapters * own.whole(300, 1_000) };
    };
    return {
      seed: own,
      dir: join(options.dir, part),
      plant: options.plant,
      deaths: deaths.filter((_death, index) => index % lanes === lane),
      wishes: Array.from({ length: Math.max(2, Math.ceil(options.novels / lanes)) }, wish),
      extraWish: wish,
      openAtOnce: 8,
      pausedShare: 0.8,
      patienceMs: options.patienceMs,
    };
  });
  await runLanes(verdicts, options.seed, plans);
  return verdicts;
}

/** One novel that is killed again and again; it must not be buried. */
export async function runOneNovel(options: KillsOptions): Promise<Verdicts> {
  const verdicts = new Verdicts("one-novel");
  const seed = new Seeded(options.seed);
  const at = failpoints.filter((failpoint) => !failpoint.endsWith("-accept"));
  const chapters = Math.min(120, 2 + Math.ceil(options.kills / 4));
  const title = titleOf(options.seed, "one-novel", 1);
  const plan: LaneOptions = {
    seed,
    dir: join(options.dir, "one-novel"),
    plant: options.plant,
    deaths: planDeaths(seed, options.kills, at, 2),
    wishes: [{ title, chapters, words: chapters * 300 }],
    openAtOnce: 1,
    pausedShare: 0,
    patienceMs: options.patienceMs,
  };
  await runLanes(verdicts, options.seed, [plan]);
  return verdicts;
}

/** Each `every`th death at a failpoint, at each in turn, the others at any moment; in any order. */
function planDeaths(
  seed: Seeded,
  kills: number,
  at: readonly Failpoint[],
  every: 1 | 2,
): (Failpoint | null)[] {
  const order = seed.shuffled(at);
  const deaths = Array.from({ length: kills }, (_, index) =>
    index % every === 0 ? (order[(index / every) % order.length] ?? null) : null,
  );
  return seed.shuffled(deaths);
}

/** Runs lanes beside each other, and holds each against the invariants. */
async function runLanes(
  verdicts: Verdicts,
  seed: number,
  plans: readonly LaneOptions[],
): Promise<void> {
  const start = performance.now();
  let wasted = 0;
  const lanesRun = await Promise.all(
    plans.map(async (plan) => {
      const lane = await Lane.open(plan);
      await lane.run();
      wasted += await checkLane(verdicts, lane, plan);
      await lane.close();
      return lane;
    }),
  );
  const sum = (figure: (lane: Lane) => number) =>
    lanesRun.reduce((whole, lane) => whole + figure(lane), 0);
  const figures = [
    `${sum(({ kills }) => kills)} kills`,
    `${sum(({ reached }) => reached.length)} of them at failpoints`,
    `${sum(({ accepted }) => accepted.length)} novels`,
    `${sum(({ requests }) => requests.length)} requests`,
    `${Math.round((performance.now() - start) / 1_000)} s`,
    `seed ${seed}`,
  ];
  verdicts.summary = figures.join(", ");
  verdicts.figure("waste", `${wasted} wasted`);
  const slowest = Math.max(...lanesRun.map(({ progress }) => progress.slowestMs));
  const times = sum(({ progress }) => progress.times);
  verdicts.figure("goes-on", `${times} times, slowest ${Math.round(slowest)} ms`);
}

/** Holds what a lane has done against the invariants. Returns how many requests came to nothing. */
async function checkLane(verdicts: Verdicts, lane: Lane, plan: LaneOptions): Promise<number> {
  const { accepted, client, kills, progress, requests, watchers } = lane;
  await lane.untilSeen();
  const requestsOf = Map.groupBy(requests, novelOf);
  let wasted = 0;
  for (const novel of accepted) {
    const finished = await readFinished(verdicts, client, novel);
    if (finished === undefined) continue;
    const own = requestsOf.get(novel.title) ?? [];
    checkChapters(verdicts, "chapters", novel, finished, own);
    checkEvents(verdicts, novel, finished, watchers);
    checkPauses(verdicts, novel, finished, lane.pausesOf(novel.id));
    wasted += checkCalls(verdicts, novel, finished, own, kills);
  }
  verdicts.check("waste", wasted <= kills * concurrency, `${wasted} requests for ${kills} kills`);
  const strangers = requestsOf.get(undefined)?.length ?? 0;
  verdicts.check("ledger", strangers === 0, `${strangers} requests belong to no novel`);
  const kept = await client.novels();
  verdicts.check(
    "one-key",
    kept.every(({ id }) => accepted.some((novel) => novel.id === id)),
    `${accepted.length} novels were accepted, ${kept.length} are kept`,
  );
  const { title, ms } = progress.mostAwaited;
  verdicts.check("goes-on", ms <= plan.patienceMs, `${title}: not in ${Math.round(ms)} ms`);
  verdicts.check("stays-up", lane.accidents.length === 0, lane.accidents.join(", "));
  for (const failpoint of new Set([...lane.reached, ...lane.missed]))
    verdicts.check("reached", lane.reached.includes(failpoint), `${failpoint} was not reached`);
  return wasted;
}
