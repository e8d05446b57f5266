import { type RateLimit, rateLimitNames } from "#/contract/rate-limit.ts";
import { rate } from "#/contract/rate.ts";
import { type StoredSettings, noDayBudget, storedSettings } from "#/contract/settings.ts";
import type { LiveSettings, Settings } from "#/ports/live-settings.ts";
import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";

/**
 * The settings of a process: its environment's, under what operators have stored. Nothing is read
 * before `refresh`, which whoever makes this calls every so often.
 */
export function createLiveSettings(deps: {
  store: Pick<Store, "settings">;
  environment: Settings;
  log: Logger;
}): LiveSettings {
  const { store, environment, log } = deps;
  const listeners = new Set<(settings: Settings) => void>();
  let version = 0;
  let current = environment;
  let refreshing: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    const stored = await store.settings.read();
    if (stored.version === version) return;
    ({ version } = stored);
    current = settingsOf(environment, storedSettings.parse(stored.values));
    log.info(
      { event: "settings.changed", settings_version: version, actor: stored.changedBy },
      "other settings are in force",
    );
    for (const listener of listeners) listener(current);
  }

  return {
    now: () => current,
    environment,
    refresh() {
      // One after the other, so that what was read earlier never comes later.
      refreshing = refreshing.then(read, read);
      return refreshing;
    },
    follow(listener) {
      listeners.add(listener);
      listener(current);
    },
  };
}

function settingsOf(environment: Settings, stored: StoredSettings): Settings {
  const limits = rateLimitNames.map((name): [string, RateLimit] => {
    const text = stored.rateLimits?.[name];
    return [name, text === undefined ? environment.rateLimits[name] : rate.parse(text)];
  });
  return {
    logLevel: stored.logLevel ?? environment.logLevel,
    traceSampleRatio: stored.traceSampleRatio ?? environment.traceSampleRatio,
    queuePaused: stored.queuePaused ?? environment.queuePaused,
    budgetUsdPerDay:
      stored.budgetUsdPerDay === noDayBudget
        ? null
        : (stored.budgetUsdPerDay ?? environment.budgetUsdPerDay),
    rateLimits: Object.fromEntries(limits) as Settings["rateLimits"],
  };
}
