import { createHash } from "node:crypto";
import type { NovelEvent } from "#/contract/event.ts";
import type { NovelTrace, TraceSpan } from "#/contract/trace.ts";
import type { Clock } from "#/ports/clock.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { attribute } from "#/telemetry/attributes.ts";
import { spanNames } from "#/telemetry/span-names.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { toUsd } from "./money.ts";
import { type Wait, type Waits, traceWaits } from "./trace-waits.ts";
import { type TimedSpan, traceWork } from "./trace-work.ts";

/** More than any novel needs whose work goes as it should; then the last of it tells what does not. */
const most = { turns: 2_000, attempts: 4_000 };

/**
 * A novel's own waterfall, as the Store knows it: the novel, the turns at its steps, their model calls,
 * and what it waited for. Its ids are those of exported spans where there are such. No text is in it.
 */
export async function traceNovel(
  { store, clock }: { store: Store; clock: Clock },
  novel: NovelRecord,
): Promise<NovelTrace> {
  const { id, requestId, traceparent, createdAt } = novel;
  const [turns, lastAttempts, events] = await Promise.all([
    store.novels.stepTurns(id, most.turns),
    store.ledger.attempts(id, most.attempts),
    readLog(store, id),
  ]);
  const [first] = turns.length < most.turns ? [] : turns;
  const attempts =
    first === undefined ? lastAttempts : lastAttempts.filter(({ epoch }) => epoch >= first.epoch);
  const now = Date.parse(clock.now());
  const { traceId, spanId: rootId, sampled } = parseTraceparent(traceparent);
  const work = traceWork(novel, turns, attempts, rootId);
  const from = Date.parse(createdAt);
  const busy = [...work.turns, ...work.calls.filter(({ parentId }) => parentId === rootId)];
  const shownFrom = first === undefined ? from : Date.parse(first.startedAt);
  const { waits, end } = traceWaits(events, busy, { from: shownFrom, now });
  const root: TimedSpan = {
    id: rootId,
    parentId: null,
    name: spanNames.novel,
    from,
    to: end?.at ?? Infinity,
    status: statusOf(end),
    attributes: {
      [attribute.novelId]: id,
      [attribute.novelStatus]: novel.status,
      [attribute.requestId]: requestId,
      [attribute.costUsd]: toUsd(novel.spentNanoUsd),
    },
  };
  const below = [...work.turns, ...waits.map((wait) => waitSpan(wait, id, rootId)), ...work.calls];
  const spans = [root, ...below.toSorted((one, other) => one.from - other.from)];
  return {
    traceId,
    sampled,
    spans: spans.map((span) => asTold(span, now)),
    truncated: first !== undefined || lastAttempts.length === most.attempts,
  };
}

function statusOf(end: Waits["end"]): TraceSpan["status"] {
  if (end === null) return "running";
  return end.failed ? "error" : "ok";
}

/** Nothing was told of a wait while it was: its id follows from what it is. */
function waitSpan({ from, to, reason, lasts, requestId }: Wait, novelId: string, rootId: string) {
  const id = createHash("sha256").update(`${novelId}:${from}`).digest("hex").slice(0, 16);
  return {
    id,
    parentId: rootId,
    name: spanNames.wait(reason),
    from,
    to,
    status: lasts ? "running" : "ok",
    attributes: requestId === null ? {} : { [attribute.requestId]: requestId },
  } satisfies TimedSpan;
}

function asTold({ from, to, ...span }: TimedSpan, now: number): TraceSpan {
  const durationMs = Math.max(0, (to === Infinity ? now : to) - from);
  return { ...span, start: new Date(from).toISOString(), durationMs };
}

const perPage = 500;

async function readLog(store: Store, novelId: string): Promise<NovelEvent[]> {
  const events: NovelEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const page = await store.log.read({ novelId, after, limit: perPage });
    events.push(...(page?.items ?? []));
    if (page === undefined || page.items.length < perPage) return events;
  }
}
