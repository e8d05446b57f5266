import { toNanoUsd } from "#/domain/money.ts";
import type { LanguageModel } from "#/ports/language-model.ts";
import type { LiveSettings } from "#/ports/live-settings.ts";
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
  options: { chosen: ChosenModel; model: LanguageModel; settings: LiveSettings },
): () => Promise<void> {
  const { chosen, model, settings } = options;
  const isPaused = () => settings.now().queuePaused;
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
    { concurrency: config.worker.concurrency, isPaused },
  );
  const freeHeld = () => freeHeldNovels({ ...services, plan: chosen.plan });
  settings.follow(({ budgetUsdPerDay }) => {
    const dayBudgetNanoUsd = budgetUsdPerDay === null ? null : toNanoUsd(budgetUsdPerDay);
    if (dayBudgetNanoUsd === chosen.plan.dayBudgetNanoUsd) return;
    chosen.plan.dayBudgetNanoUsd = dayBudgetNanoUsd;
    // What fails now upkeep tries again.
    void freeHeld().catch(() => {});
  });
  const stopUpkeep = startUpkeep(
    [
      // Within 10 s, also where a pass takes long.
      {
        name: "reconcile",
        everyMs: 5_000,
        run: async () => isPaused() || reconcile({ ...services, activePerOwner }),
      },
      { name: "day-budget", everyMs: 10_000, run: freeHeld },
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
