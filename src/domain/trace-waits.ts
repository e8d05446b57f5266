import type { EventType, NovelEvent } from "#/contract/event.ts";

/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

/** What a novel waits for while nobody works on it: a worker, its delay, its owner, money; after a failure, its owner too. */
export type WaitReason = "queue" | "delay" | "pause" | "budget" | "approval" | "failure";

export interface Wait extends Stretch {
  reason: WaitReason;
  /** Whether it still lasts: then `to` is the present. */
  lasts: boolean;
  /** The request that caused it; null where none did. */
  requestId: string | null;
}

export interface Waits {
  waits: Wait[];
  /** When nothing more was to happen; null while something is. */
  end: { at: number; failed: boolean } | null;
}

/** Waits for a worker that are shorter stay gaps: there is one after each step. */
const shortestQueueMs = 1_000;

/** What the novel waits for, once its worker has left, after an event of this type. */
const reasonAfter: Partial<Record<EventType, WaitReason | "nothing">> = {
  "novel.resumed": "queue",
  "outline.approved": "queue",
  "call.retried": "delay",
  "novel.paused": "pause",
  "budget.reached": "budget",
  "outline.awaiting-approval": "approval",
  "novel.failed": "failure",
  "novel.cancelled": "nothing",
  "novel.completed": "nothing",
};

interface Standing {
  reason: WaitReason | "nothing";
  requestId: string | null;
  /** When a delay is over: what follows is a wait for a worker. */
  due: number;
}

const queued: Standing = { reason: "queue", requestId: null, due: Infinity };

/**
 * What a novel waited for since `from`, from its log and from when it was worked on (`to` is infinite
 * while it is).
 */
export function traceWaits(
  events: readonly NovelEvent[],
  work: readonly Stretch[],
  { from: first, now }: { from: number; now: number },
): Waits {
  const waits: Wait[] = [];
  let standing = queued;
  let workers = 0;
  let since = first;

  function add({ from, to }: Stretch, { reason, requestId }: Standing, lasts: boolean): void {
    const isShort = to - from < (reason === "queue" ? shortestQueueMs : 1);
    if (reason !== "nothing" && !isShort) waits.push({ from, to, reason, lasts, requestId });
  }

  /** Nobody has worked on it since `since`. */
  function waitUntil(to: number, lasts = false): void {
    const due = Math.min(Math.max(standing.due, since), to);
    add({ from: since, to: due }, standing, lasts && due === to);
    add({ from: due, to }, queued, lasts);
  }

  const begins = work.map(({ from }) => ({
    at: from,
    apply() {
      workers += 1;
      standing = queued;
    },
  }));
  const ends = work.map(({ from, to }) => ({
    // Begin and end may be of two processes, whose clocks disagree.
    at: Math.max(from, to),
    apply() {
      workers -= 1;
    },
  }));
  const told = events.flatMap((event) => {
    const next = standingAfter(event);
    if (next === undefined) return [];
    return {
      at: Date.parse(event.at),
      apply() {
        // A budget pauses the novel in the same breath.
        if (next.reason !== "pause" || standing.reason !== "budget") standing = next;
      },
    };
  });
  // Of one moment: a worker is there before what it tells of.
  const marks = [...begins, ...ends, ...told].filter(({ at }) => at !== Infinity);
  for (const { at, apply } of marks.toSorted((one, other) => one.at - other.at)) {
    if (workers === 0 && at > since) waitUntil(at);
    apply();
    since = Math.max(since, at);
  }

  if (workers > 0) return { waits, end: null };
  const { reason } = standing;
  if (reason === "failure" || reason === "nothing")
    return { waits, end: { at: since, failed: reason === "failure" } };
  if (now > since) waitUntil(now, true);
  return { waits, end: null };
}

function standingAfter(event: NovelEvent): Standing | undefined {
  const reason = reasonAfter[event.type];
  if (reason === undefined) return undefined;
  const due = event.type === "call.retried" ? Date.parse(event.data.retryAt) : Infinity;
  return { reason, requestId: event.requestId, due };
}
