import { type AdvanceJob, jobId } from "#/ports/queue.ts";
import type { StepCall } from "#/ports/store/ledger.ts";
import type { TurnOutcome } from "#/ports/store/step-turns.ts";
import { attribute } from "#/telemetry/attributes.ts";
import { spanNames } from "#/telemetry/span-names.ts";
import { inSpan } from "#/telemetry/spans.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { abandonCalls } from "./abandon-calls.ts";
import { wakeNovel } from "./announce.ts";
import { createAsk } from "./ask-model.ts";
import { beatLease } from "./beat-lease.ts";
import { createDraftStream } from "./draft-stream.ts";
import { isWorking, stageOf } from "./novel-phase.ts";
import { type NovelTurn, type TurnDeps, createTurn } from "./novel-turn.ts";
import { observeQuality } from "./observe-quality.ts";
import { currentPins } from "./prompts/catalogue.ts";
import type { SettleDeps } from "./settle-call.ts";
import { NovelChanged } from "./step-errors.ts";
import { stepNamed } from "./steps/step-named.ts";
import type { StepResult } from "./steps/step.ts";

/** How a worker is stopped: `drain` lets the call under way end and starts no other, `abort` ends it too. */
export interface StopSignals {
  drain: AbortSignal;
  abort: AbortSignal;
}

export interface AdvanceDeps extends SettleDeps, TurnDeps {
  /** Who holds the leases: this process. */
  holder: string;
  /** How many novels of one owner are written at the same time; the others wait in the queue. */
  activePerOwner: number;
}

/**
 * Takes a novel one step further: claim, begin, ask, commit. A step's effect is written whole or not
 * at all, and only if nothing else changed the novel meanwhile; answers that were paid for are kept
 * in either case and found again. Troubles with the model end in a later `runAt` or, where they would
 * repeat, in `failed`; a stop gives the novel back. Undefined when it could not be claimed.
 */
export async function advanceNovel(
  deps: AdvanceDeps,
  job: AdvanceJob,
  stop: StopSignals,
): Promise<{ outcome: TurnOutcome; step: string } | undefined> {
  const { store, clock, ids, holder, activePerOwner } = deps;
  const startedAt = clock.now();
  const spanId = ids.spanId();
  const claim = {
    holder,
    activePerOwner,
    at: laterOf(startedAt, job.dueAt),
    pins: currentPins(),
    turn: { jobId: jobId(job), spanId, startedAt },
  };
  const claimed = await store.novels.claim(job.novelId, claim);
  if (claimed === undefined || claimed.step === null) return undefined;
  const { step } = claimed;
  const log = deps.log.child({
    novel_id: claimed.id,
    job_id: jobId(job),
    request_id: claimed.requestId,
    trace_id: parseTraceparent(claimed.traceparent).traceId,
    span_id: spanId,
    step,
  });
  const turn = createTurn({ ...deps, log }, claimed);
  const stage = stageOf(step);
  const attributes = {
    [attribute.novelId]: claimed.id,
    [attribute.step]: step,
    [attribute.stage]: stage,
    [attribute.epoch]: claimed.epoch,
  };
  return inSpan({ name: spanNames.step(stage), spanId, attributes }, async (span) => {
    const outcome = await takeStep({ ...deps, log }, turn, step, stop);
    span?.setAttribute(attribute.outcome, outcome);
    return { outcome, step };
  });
}

async function takeStep(
  deps: AdvanceDeps,
  turn: NovelTurn,
  step: string,
  stop: StopSignals,
): Promise<TurnOutcome> {
  const claimed = turn.novel;
  try {
    const earlier = await deps.store.ledger.ofStep(claimed.id, step);
    // The lease is new: whoever made these is gone.
    if (earlier.some(({ outcome }) => outcome === "intent")) await abandonCalls(deps, claimed.id);
    const made = await runStep(deps, turn, step, earlier, stop);
    const { set, events, artifacts = [], chapters = [] } = made;
    await turn.commit(
      {
        ...untroubled,
        notice: deps.plan.notice ?? claimed.notice,
        ...set,
        wake: turn.novel.wake + 1,
      },
      events,
      { artifacts, chapters },
    );
    for (const { quality } of chapters) observeQuality(deps.metrics, quality);
  } catch (error) {
    return turn.giveBack(error, stop.drain);
  }
  if (isWorking(turn.novel.status)) await wakeNovel(deps, turn.novel);
  return "committed";
}

// ISO stamps in UTC sort as text.
function laterOf(now: string, dueAt: string | null): string {
  return dueAt !== null && dueAt > now ? dueAt : now;
}

/** What a step that ended well leaves of its troubles. */
const untroubled = {
  statusReason: null,
  pins: null,
  failures: 0,
  delays: 0,
  crashes: 0,
  runAt: null,
  hold: null,
};

async function runStep(
  deps: AdvanceDeps,
  turn: NovelTurn,
  name: string,
  earlier: readonly StepCall[],
  stop: StopSignals,
): Promise<StepResult> {
  const { bus, clock, store } = deps;
  const step = stepNamed(name);
  const { begun, round } = turn.novel;
  const begin = begun?.step === name && begun.round === round ? null : step.begin(turn.novel);
  if (begin !== null)
    await turn.commit({ ...begin.set, begun: { step: name, round } }, begin.events, {
      keepLease: true,
    });
  const { novel } = turn;

  // The call of a cancelled or lost novel is not worth waiting for; a paused one's answer is kept.
  const over = new AbortController();
  const end = () => {
    over.abort(new NovelChanged());
  };
  const unsubscribe = bus.subscribe((message) => {
    if (message.kind === "event" && message.event.novelId === novel.id)
      if (message.event.type === "novel.cancelled") end();
  });
  const stopBeating = beatLease(deps, novel, end);
  const drafts = createDraftStream({ bus, log: deps.log, novel });
  try {
    const ask = createAsk(deps, {
      novel,
      name,
      quit: stop.abort,
      abort: AbortSignal.any([stop.abort, over.signal]),
      earlier,
      beforeCall: () => {
        stop.drain.throwIfAborted();
      },
    });
    return await step.run({ novel, store, ask, now: clock.now(), showDraft: drafts.show });
  } finally {
    if (over.signal.aborted) drafts.drop();
    else drafts.end();
    stopBeating();
    unsubscribe();
  }
}
