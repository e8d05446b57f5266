import type { LanguageModel } from "#/ports/language-model.ts";
import { abandonLostCalls } from "#/upkeep/abandon-lost-calls.ts";
import { createLeaseWatch } from "#/upkeep/break-dead-leases.ts";
import { freeHeldNovels } from "#/upkeep/free-held-novels.ts";
import { reconcile } from "#/upkeep/reconcile.ts";
import { settleDays } from "#/upkeep/settle-days.ts";
import { startUpkeep } from "#/upkeep/start-upkeep.ts";
import { startWorker } from "#/worker/worker.ts";
import type { ChosenModel } from "./choose-model.ts";
import type { ProcessFrame } from "./run-process.ts";
import type { Services } from "./services.ts";

/**
 * Starts the half that writes: the worker, and the upkeep that brings novels of lost jobs and dead
 * workers back to it. Returns the way to drain it: no new step, and `SHUTDOWN_GRACE_SECONDS` for the
 * calls under way.
 */
export function startWriting(
  { config }: ProcessFrame,
  services: Services,
  { chosen, model }: { chosen: ChosenModel; model: LanguageModel },
): () => Promise<void> {
  const activePerOwner = config.novelsActivePerOwner;
  const holder = services.ids.uuid();
  const worker = startWorker(
    {
      ...services,
      model,
      plan: chosen.plan,
      holder,
      activePerOwner,
      random: Math.random,
      captureMessageContent: config.captureMessageContent,
    },
    { concurrency: config.worker.concurrency },
  );
  const stopUpkeep = startUpkeep(
    [
      // Within 10 s, also where a pass takes long.
      { name: "reconcile", everyMs: 5_000, run: () => reconcile({ ...services, activePerOwner }) },
      {
        name: "day-budget",
        everyMs: 10_000,
        run: () => freeHeldNovels({ ...services, plan: chosen.plan }),
      },
      { name: "lost-calls", everyMs: 10_000, run: () => abandonLostCalls(services) },
      { name: "day-accounts", everyMs: 10_000, run: () => settleDays(services) },
      {
        name: "lease-watch",
        everyMs: 3_000,
        run: createLeaseWatch({
          ...services,
          holder,
          random: Math.random,
          isAtWork: worker.isAtWork,
        }),
      },
    ],
    services,
  );
  return async () => {
    await Promise.all([worker.drain(config.shutdownGraceMs), stopUpkeep()]);
  };
}
