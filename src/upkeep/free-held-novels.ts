import { type Announcers, announce, wakeNovel } from "#/domain/announce.ts";
import { goOn } from "#/domain/change-status.ts";
import type { ModelPlan } from "#/domain/model-plan.ts";
import { novelLog } from "#/domain/novel-log.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Store } from "#/ports/store/store.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { eachByItself } from "./each-by-itself.ts";

/** How many novels one pass judges; the next pass takes the rest. */
const perPass = 1_000;

/**
 * Lets novels go on that the day's budget held, those that waited longest first, as many as have room
 * in it now: since its limit was raised or removed, a new day began, or calls cost less than was set
 * aside for them. Returns how many.
 */
export async function freeHeldNovels(
  deps: Announcers & { store: Store; clock: Clock; plan: Pick<ModelPlan, "dayBudgetNanoUsd"> },
): Promise<number> {
  const { store, clock, plan } = deps;
  const at = clock.now();
  const { reservedNanoUsd, spentNanoUsd } = await store.days.read(at.slice(0, 10));
  const { dayBudgetNanoUsd } = plan;
  let room = (dayBudgetNanoUsd ?? Infinity) - reservedNanoUsd - spentNanoUsd;
  const roomNanoUsd = dayBudgetNanoUsd === null ? null : room;
  // Those that need more must not crowd out those that could go on.
  const held = await store.novels.held({ hold: "day-budget", roomNanoUsd, limit: perPass });
  let freed = 0;
  await eachByItself(held, async (novel) => {
    const { id, lastSeq, traceparent, requestId, neededNanoUsd } = novel;
    if ((neededNanoUsd ?? 0) > room) return;
    room -= neededNanoUsd ?? 0;
    const cause = { traceId: parseTraceparent(traceparent).traceId, requestId };
    const change = { at, cause, ...goOn(novel) };
    const result = await store.novels.applyCommand({ id, lastSeq }, change);
    // Whoever changed it first decided how it goes on.
    if (result.outcome === "stale") return;
    const hints = { ...deps, log: novelLog(deps.log, id, cause) };
    await announce(hints, result.events);
    await wakeNovel(hints, result.novel);
    freed += 1;
  });
  return freed;
}
