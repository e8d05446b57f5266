import { setTimeout as sleep } from "node:timers/promises";
import { Seeded } from "#test/chaos/seeded.ts";
import { comesWithin } from "#test/harness/comes-within.ts";
import { until } from "#test/harness/until.ts";
import { type Answer, Caller } from "./caller.ts";
import type { NovelAccount, NovelEvent, Sample } from "./evidence.ts";
import type { Process, System } from "./open-system.ts";
import { readSamples, total } from "./read-samples.ts";
import { type Operation, probe, readOperations, sendMix } from "./request-mix.ts";
import { Watcher } from "./watcher.ts";
import { type Wish, bodyOf } from "./wishes.ts";

export interface Played {
  caller: Caller;
  watchers: Watcher[];
  novels: NovelAccount[];
  /** Each process's last scrape, by its name. */
  samples: Map<string, Sample[]>;
}

/** How long all novels may take. */
const endedWithinMs = 120_000;
/** Spans are sent once a second. */
const spansSentMs = 1_500;
/** Who says nothing for so long has nothing to say, on a slow machine too. */
const quietMs = 1_000;
const finalTypes = new Set(["novel.completed", "novel.failed", "novel.cancelled"]);

/** A novel that was asked for. */
interface Asked extends Wish {
  id: string;
}

/** Plays a seeded workload against a system, from the first request to the last scrape. */
export async function playWorkload(
  system: System,
  { seed, wishes }: { seed: number; wishes: readonly Wish[] },
): Promise<Played> {
  const chance = new Seeded(seed);
  const caller = new Caller(`reconcile-${seed}`);
  const watchers = system.apis.map(({ life }) => new Watcher(`watcher at ${life}`));
  const samples = new Map<string, Sample[]>();
  const anyApi = () => chance.pick(system.apis);
  try {
    await caller.ask(anyApi(), { route: "/api/novel" });
    const operations = await readOperations(caller, anyApi());
    for (const [index, watcher] of watchers.entries())
      await watcher.connect(system.apis[index] ?? anyApi(), caller.cookie);
    const asked: Asked[] = [];
    for (const wish of wishes) {
      const id = await askFor(caller, anyApi(), wish);
      asked.push({ ...wish, id });
      for (const watcher of watchers) await watcher.follow(id);
    }
    const novelId = asked.find(({ lot }) => lot === "plain")?.id ?? "";
    await Promise.all([
      ...asked.map((novel) =>
        interfere(caller, anyApi(), novel, { watchers, held: system.model.held }),
      ),
      killDoomed(system, caller, samples),
      sendMix(caller, { apis: system.apis, operations, seed: chance.branch(), novelId }),
      reconnect(watchers, system, caller.cookie, chance.branch()),
      ...system.processes.map((process) => probe(caller, process)),
    ]);
    await untilEnded(asked, watchers);
    const novels: NovelAccount[] = [];
    for (const { id } of asked)
      novels.push(await readAccount(caller, anyApi(), { id, operations }));
    for (const watcher of watchers) watcher.disconnect();
    await settle(system);
    for (const process of system.processes)
      if (!process.killed)
        samples.set(process.life, await scrape(caller, process, { final: true }));
    return { caller, watchers, novels, samples };
  } finally {
    for (const watcher of watchers) watcher.disconnect();
    caller.close();
  }
}

async function askFor(caller: Caller, place: Process, wish: Wish): Promise<string> {
  const { status, text } = await caller.ask(place, {
    method: "POST",
    route: "/api/novel",
    headers: { "idempotency-key": wish.title.replaceAll(" ", "-") },
    body: bodyOf(wish),
  });
  if (status !== 202) throw new Error(`POST /api/novel: ${status} ${text}`);
  return (JSON.parse(text) as { id: string }).id;
}

/** Does to a novel what its lot says. */
async function interfere(
  caller: Caller,
  place: Process,
  { id: novelId, lot }: Asked,
  { watchers, held }: { watchers: readonly Watcher[]; held: Promise<void> },
): Promise<void> {
  const order = (method: string, what: string, body?: unknown) =>
    caller.ask(place, {
      method,
      route: `/api/novel/:id${what}`,
      path: `/api/novel/${novelId}${what}`,
      novelId,
      body,
    });
  const seen = async (type: string) => {
    const end = performance.now() + endedWithinMs;
    const has = () =>
      watchers[0]?.watched.events[novelId]?.some((event) => event.type === type) === true;
    while (!has() && performance.now() < end) await sleep(10);
  };
  if (lot === "cancelled") {
    await held;
    await order("POST", "/cancel");
    // Not possible any more: 409.
    await order("POST", "/pause");
  }
  if (lot === "paused") {
    await seen("analysis.completed");
    await order("POST", "/pause");
    await order("PATCH", "", { budgetUsd: 1_000 });
    await sleep(200);
    await order("POST", "/resume");
  }
  if (lot === "reviewed") {
    await seen("outline.awaiting-approval");
    await order("POST", "/outline/approve");
  }
}

/** Lets a worker die within a call, once all that it has done so far has been told. */
async function killDoomed(
  { processes, model, sink }: System,
  caller: Caller,
  samples: Map<string, Sample[]>,
): Promise<void> {
  const doomed = processes.find(({ life }) => life === model.hangs);
  if (doomed === undefined) return;
  const neverHung = sleep(endedWithinMs, undefined, { ref: false }).then(() => {
    throw new Error(`${doomed.life} was given no call to die in`);
  });
  await Promise.race([model.hung, neverHung]);
  const enqueued = async () => total(await scrape(caller, doomed), "colophon_queue_enqueued_total");
  const sent = () =>
    sink.spans.filter(
      ({ name, resource }) =>
        name === "send novel" && resource["service.instance.id"] === doomed.life,
    ).length;
  for (let before = -1, now = await enqueued(); now !== before; now = await enqueued()) {
    before = now;
    await sleep(spansSentMs);
    // A slow machine takes longer; what never comes is found out later.
    await comesWithin(15_000, () => sent() >= before);
  }
  const last = await askMetrics(caller, doomed, { final: true });
  samples.set(doomed.life, readSamples(last.text));
  // A line is written a turn after its answer, and a kill in between would take it along.
  await until("the line of the last scrape", () =>
    doomed.running.logs().includes(`"${last.headers["x-request-id"] as string}"`),
  );
  doomed.killed = true;
  await doomed.running.kill();
}

/** Breaks connections and makes them anew, at another process where there is one. */
async function reconnect(
  watchers: readonly Watcher[],
  { apis }: System,
  cookie: string,
  seed: Seeded,
): Promise<void> {
  for (let count = 0; count < 4; count += 1) {
    await sleep(seed.whole(200, 800));
    for (const watcher of watchers) {
      await watcher.connect(seed.pick(apis), cookie);
      await watcher.ping();
      await watcher.subscribeInVain("019b2f3a-1c2d-7000-8abc-0123456789ab");
    }
  }
}

async function untilEnded(asked: readonly Asked[], watchers: readonly Watcher[]): Promise<void> {
  const end = performance.now() + endedWithinMs;
  const hasEnded = (id: string) =>
    watchers.every(({ watched }) => finalTypes.has(watched.events[id]?.at(-1)?.type ?? ""));
  while (!asked.every(({ id }) => hasEnded(id))) {
    const open = asked.filter(({ id }) => !hasEnded(id)).map(({ title }) => title);
    if (performance.now() > end) throw new Error(`these did not end: ${open.join(", ")}`);
    await sleep(50);
  }
}

/** All that the API says of a novel. */
async function readAccount(
  caller: Caller,
  place: Process,
  { id, operations }: { id: string; operations: readonly Operation[] },
): Promise<NovelAccount> {
  const read = async <T>(what: string, query = "") => {
    const route = `/api/novel/:id${what}`;
    const path = `/api/novel/${id}${what}${query}`;
    const { status, text } = await caller.ask(place, { route, path, novelId: id });
    return status === 200 ? (JSON.parse(text) as T) : null;
  };
  const { text } = await caller.ask(place, {
    route: "/api/novel",
    path: "/api/novel?limit=100",
  });
  const { items } = JSON.parse(text) as { items: NovelAccount[] };
  const { title, status, traceId } = items.find((item) => item.id === id)!;
  const log = await read<{ items: NovelEvent[] }>("/events", "?limit=500");
  const metrics = await read<NovelAccount["metrics"]>("/metrics");
  const hasTrace = operations.some(({ route }) => route === "/api/novel/:id/trace");
  const waterfall = hasTrace ? await read<NonNullable<NovelAccount["waterfall"]>>("/trace") : null;
  if (log === null || metrics === null) throw new Error(`${id} cannot be read`);
  return { id, title, status, traceId, events: log.items, metrics, waterfall };
}

/** Waits until every process is done with what was asked of it: lines and closed connections come a moment later. */
async function settle({ processes }: System): Promise<void> {
  const lengths = () => processes.map(({ running }) => running.logs().length).join();
  for (let before = ""; before !== lengths(); await sleep(quietMs)) before = lengths();
}

async function scrape(caller: Caller, place: Process, { final = false } = {}): Promise<Sample[]> {
  return readSamples((await askMetrics(caller, place, { final })).text);
}

function askMetrics(
  caller: Caller,
  place: Process,
  { final }: { final: boolean },
): Promise<Answer> {
  return caller.ask(place, { route: "/metrics", headers: { accept: "text/plain" }, final });
}
