import { rateLimitNames } from "#/contract/rate-limit.ts";
import { formatRate } from "#/contract/rate.ts";
import { type SettingsView, noDayBudget, storedSettings } from "#/contract/settings.ts";
import type { LiveSettings } from "#/ports/live-settings.ts";
import type { SettingsRecord } from "#/ports/store/settings.ts";

/** The settings as operators see them: each value, and where it comes from. */
export function showSettings(
  { version, values, changedAt, changedBy }: SettingsRecord,
  { environment }: Pick<LiveSettings, "environment">,
): SettingsView {
  const stored = storedSettings.parse(values);
  const limits = rateLimitNames.map((name) => {
    const set = stored.rateLimits?.[name];
    return [name, show(set, formatRate(environment.rateLimits[name]))] as const;
  });
  return {
    version,
    changedAt,
    changedBy,
    logLevel: show(stored.logLevel, environment.logLevel),
    // Where no spans are made no ratio is in force, whatever is stored for the processes that make some.
    traceSampleRatio: show(
      environment.traceSampleRatio === null ? undefined : stored.traceSampleRatio,
      environment.traceSampleRatio,
    ),
    queuePaused: show(stored.queuePaused, environment.queuePaused),
    budgetUsdPerDay: show(
      stored.budgetUsdPerDay === noDayBudget ? null : stored.budgetUsdPerDay,
      environment.budgetUsdPerDay,
    ),
    rateLimits: Object.fromEntries(limits) as SettingsView["rateLimits"],
  };
}

function show<T>(stored: T | undefined, environment: T) {
  return stored === undefined
    ? ({ value: environment, from: "environment", environment } as const)
    : ({ value: stored, from: "stored", environment } as const);
}
