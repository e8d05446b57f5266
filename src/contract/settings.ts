import { z } from "zod";
import { logLevels } from "./log-levels.ts";
import { type RateLimitName, rateLimitNames } from "./rate-limit.ts";
import { rateText } from "./rate.ts";

/** What can be set while processes run, and which values each takes. */
const settable = {
  logLevel: z.enum(logLevels),
  traceSampleRatio: z.number().min(0).max(1),
  queuePaused: z.boolean(),
  budgetUsdPerDay: z.number().min(0.000_001).max(999_999_999),
};

function ofEachLimit<T>(value: T): Record<RateLimitName, T> {
  return Object.fromEntries(rateLimitNames.map((name) => [name, value])) as Record<
    RateLimitName,
    T
  >;
}

/** Says that a day has no budget, whatever the environment says: null would go back to that. */
export const noDayBudget = "unlimited";

/** What the day's budget may be set to. */
const dayBudget = z.union(
  [settable.budgetUsdPerDay, z.literal(noDayBudget)],
  `must be dollars from 0.000001 to 999999999, or "${noDayBudget}"`,
);

/** What is stored of them. Names and values that this release does not know are passed over. */
export const storedSettings = z.object({
  logLevel: settable.logLevel.optional().catch(undefined),
  traceSampleRatio: settable.traceSampleRatio.optional().catch(undefined),
  queuePaused: settable.queuePaused.optional().catch(undefined),
  budgetUsdPerDay: dayBudget.optional().catch(undefined),
  rateLimits: z
    .object(ofEachLimit(rateText.optional().catch(undefined)))
    .optional()
    .catch(undefined),
});

export type StoredSettings = z.infer<typeof storedSettings>;

const orBack = <T extends z.ZodType>(value: T) => value.nullable().optional();

/** What `PATCH /internal/config` takes: null goes back to the environment's value. */
export const settingsPatch = z
  .strictObject({
    logLevel: orBack(settable.logLevel),
    traceSampleRatio: orBack(settable.traceSampleRatio),
    queuePaused: orBack(settable.queuePaused),
    budgetUsdPerDay: orBack(dayBudget).meta({
      description: `Dollars; "${noDayBudget}" is no limit, and null the environment's value.`,
    }),
    rateLimits: z.strictObject(ofEachLimit(orBack(rateText))).optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, "must have a setting")
  .meta({ id: "SettingsPatch", minProperties: 1 });

export type SettingsPatch = z.infer<typeof settingsPatch>;

const shown = <T extends z.ZodType>(value: T) =>
  z.object({
    value: value.meta({ description: "What is in force." }),
    from: z.enum(["environment", "stored"]),
    environment: value.meta({
      description: "What the environment of the process that answers says: null goes back to it.",
    }),
  });

export const settingsView = z
  .object({
    version: z.int().meta({ description: "Grows with each change; also the ETag." }),
    changedAt: z.iso.datetime().nullable(),
    changedBy: z.string().nullable().meta({ description: "The name of the admin token." }),
    logLevel: shown(settable.logLevel),
    traceSampleRatio: shown(settable.traceSampleRatio.nullable()).meta({
      description: "Of new traces. Null where this process makes no spans.",
    }),
    queuePaused: shown(settable.queuePaused),
    budgetUsdPerDay: shown(settable.budgetUsdPerDay.nullable()).meta({
      description: "Null where there is no limit.",
    }),
    rateLimits: z.object(ofEachLimit(shown(z.string()))),
  })
  .meta({ id: "Settings" });

export type SettingsView = z.infer<typeof settingsView>;
