import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { EventType, NovelEvent } from "#/contract/event.ts";
import type { FaultModelServer, ReceivedRequest } from "#test/faults/model-server.ts";
import { visit } from "#test/harness/visitor.ts";
import { askBare, latencyOf } from "./ask-bare.ts";
import { cpuMs } from "./cpu-ms.ts";

/** Who writes, and whom it asks. */
export interface Writing {
  /** Where Colophon's API listens. */
  url: string;
  /** Of Colophon's processes. */
  pids: readonly number[];
  server: FaultModelServer;
}

/** In milliseconds. */
export interface AloneFigures {
  /** What a step took, the model's latency included: each novel's, shared out over its steps. */
  whole: number[];
  /** What each step took beyond the model's latency. */
  beyond: number[];
  /** The same of the same requests in a bare loop: each novel's, shared out over its steps. */
  bareBeyond: number[];
  /** The processor time of all of Colophon: each novel's, shared out over its steps. */
  cpu: number[];
  /** From sending the POST to the model server's having the first request. */
  firstCall: number[];
}

/** Of each round; `beyond` of each step, in milliseconds. */
export interface TogetherFigures {
  beyond: number[];
  novelsPerMinute: number[];
  /** What the model took of the time, in percent: 100 if nothing else took any. */
  shareOfIdeal: number[];
}

interface Written {
  events: NovelEvent[];
  calls: readonly ReceivedRequest[];
  firstCallMs: number;
}

const wordsPerChapter = 600;

/** Each of these ends a step. */
const stepEnds: readonly EventType[] = [
  "analysis.completed",
  "outline.completed",
  "chapter.completed",
  "novel.completed",
];

/** Novels of one chapter, one after the other: nobody waits for anybody. */
export async function measureAlone(writing: Writing, novels: number): Promise<AloneFigures> {
  const figures: AloneFigures = {
    whole: [],
    beyond: [],
    bareBeyond: [],
    cpu: [],
    firstCall: [],
  };
  const calls = createCallLog(writing.server);
  for (let novel = 0; novel < novels; novel += 1) {
    const before = cpuMs(writing.pids);
    const written = await write(writing.url, calls, 1);
    const spent = cpuMs(writing.pids) - before;
    const steps = beyondModel(written);
    const bare = await askBare(writing.server, written.calls);
    const ms = momentOf(written.events.at(-1)) - momentOf(written.events[0]);
    figures.whole.push(ms / steps.length);
    figures.beyond.push(...steps);
    figures.bareBeyond.push((bare.ms - bare.latencyMs) / steps.length);
    figures.cpu.push(spent / steps.length);
    figures.firstCall.push(written.firstCallMs);
  }
  return figures;
}

/** As many novels at once as can be worked on at once, in rounds. */
export async function measureTogether(
  writing: Writing,
  { slots, rounds, chapters }: { slots: number; rounds: number; chapters: number },
): Promise<TogetherFigures> {
  const figures: TogetherFigures = { beyond: [], novelsPerMinute: [], shareOfIdeal: [] };
  const calls = createCallLog(writing.server);
  for (let round = 0; round < rounds; round += 1) {
    const start = Date.now();
    const novels = Array.from({ length: slots }, () => write(writing.url, calls, chapters));
    const written = await Promise.all(novels);
    const ms = Math.max(...written.map(({ events }) => momentOf(events.at(-1)))) - start;
    const latency = written.reduce((sum, novel) => sum + latencyOf(novel.calls), 0);
    figures.beyond.push(...written.flatMap(beyondModel));
    figures.novelsPerMinute.push((60_000 * slots) / ms);
    figures.shareOfIdeal.push((100 * latency) / slots / ms);
  }
  return figures;
}

async function write(url: string, callLog: CallLog, chapters: number): Promise<Written> {
  const key = randomUUID();
  const visitor = visit(url);
  const asked = performance.now();
  const { id } = await visitor.createNovel({
    title: titleOf(key),
    targetWordCount: wordsPerChapter * chapters,
    targetChapters: chapters,
  });
  // Colophon is left alone while it writes: the last call tells when the novel is nearly done.
  while (callLog.of(key).filter(({ schema }) => schema === "chapter_digest").length < chapters)
    await sleep(25);
  const events = await visitor.eventsUntil(id, "novel.completed");
  const calls = callLog.of(key);
  return { events, calls, firstCallMs: (calls[0]?.at ?? Number.NaN) - asked };
}

/** What each step took, from the commit before it to its own, without what its calls took at the model server. */
function beyondModel({ events, calls }: Pick<Written, "events" | "calls">): number[] {
  const moments = events
    .filter(({ type, seq }) => seq === 1 || stepEnds.includes(type))
    .map(momentOf);
  const askedAt = ({ at }: ReceivedRequest) => performance.timeOrigin + at;
  return moments.slice(1).map((end, index) => {
    const start = moments[index] ?? Number.NaN;
    const own = calls.filter((call) => askedAt(call) > start && askedAt(call) <= end);
    return end - start - latencyOf(own);
  });
}

const momentOf = (event: NovelEvent | undefined) => Date.parse(event?.at ?? "");

/** A title stands in every prompt, so it tells one novel's calls from another's. */
const titleOf = (key: string) => `The Measured Page ${key}`;

type CallLog = ReturnType<typeof createCallLog>;

/** The model server's requests by novel; each is looked at once. */
function createCallLog({ requests }: FaultModelServer) {
  const byKey = new Map<string, ReceivedRequest[]>();
  let seen = requests.length;
  return {
    of(key: string): readonly ReceivedRequest[] {
      for (; seen < requests.length; seen += 1) {
        const request = requests[seen];
        const found = /The Measured Page ([0-9a-f-]{36})/.exec(request?.body ?? "")?.[1];
        if (request === undefined || found === undefined) continue;
        byKey.set(found, [...(byKey.get(found) ?? []), request]);
      }
      return byKey.get(key) ?? [];
    },
  };
}
