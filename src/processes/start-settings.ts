import { createLiveSettings } from "#/domain/live-settings.ts";
import type { LiveSettings } from "#/ports/live-settings.ts";
import { startUpkeep } from "#/upkeep/start-upkeep.ts";
import type { ProcessFrame } from "./run-process.ts";
import type { Services } from "./services.ts";

/** In force within 5 s, also where a look takes long. */
const everyMs = 2_000;

/**
 * Puts what operators have set in force, before anything starts that would heed it, and from then on
 * whenever they change it.
 */
export async function startSettings(
  { config, log, tracing, opened }: ProcessFrame,
  services: Services,
): Promise<LiveSettings> {
  const settings = createLiveSettings({
    ...services,
    environment: {
      logLevel: config.logLevel,
      traceSampleRatio: config.tracing?.sampleRatio ?? null,
      queuePaused: false,
      budgetUsdPerDay: config.budgetUsdPerDay,
      rateLimits: config.rateLimits,
    },
  });
  settings.follow(({ logLevel, traceSampleRatio }) => {
    log.level = logLevel;
    if (traceSampleRatio !== null) tracing?.setSampleRatio(traceSampleRatio);
  });
  await settings.refresh();
  const poll = { name: "settings", everyMs, run: settings.refresh };
  opened("settings", startUpkeep([poll], services));
  return settings;
}
