import { isDeepStrictEqual } from "node:util";
import { ProblemError } from "#/contract/problem.ts";
import type { SettingsPatch } from "#/contract/settings.ts";
import type { Clock } from "#/ports/clock.ts";
import type { LiveSettings } from "#/ports/live-settings.ts";
import type { AuditRecord } from "#/ports/store/audit.ts";
import type { SettingsRecord } from "#/ports/store/settings.ts";
import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Metrics } from "#/telemetry/metrics.ts";
import { type Operator, auditRecord, noteAudited } from "./audit.ts";
import { type PriceDeps, ensurePriced } from "./ensure-priced.ts";

/** Two operators may write at once, and a third; not more often than this by bad luck. */
const attempts = 8;

/**
 * Sets what `patch` names, in the operator's name; null goes back to the environment's value. It is in
 * force here when this returns, and in other processes when they look, every two seconds. A patch that
 * changes nothing writes nothing. Throws `precondition-failed` when the version is not `onlyAt`, and
 * `invalid-input` for a day's budget that a model without a price could not keep; none needs no price.
 */
export async function changeSettings(
  deps: PriceDeps & {
    store: Store;
    clock: Clock;
    settings: LiveSettings;
    metrics: Metrics;
    log: Logger;
  },
  operator: Operator,
  patch: SettingsPatch,
  onlyAt?: number,
): Promise<void> {
  const { store, clock, settings } = deps;
  if (typeof patch.budgetUsdPerDay === "number") ensurePriced(deps, "budgetUsdPerDay");
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const stored = await store.settings.read();
    if (onlyAt !== undefined && stored.version !== onlyAt) throw otherVersion(stored);
    const values = patched(stored.values, patch);
    if (isDeepStrictEqual(values, stored.values)) return;
    const version = stored.version + 1;
    const record = { version, values, changedAt: clock.now(), changedBy: operator.name };
    const audit = auditRecord(deps, operator, {
      action: "config.change",
      target: null,
      before: named(stored.values, patch),
      after: named(values, patch),
    });
    if (!(await store.settings.write(record, audit))) continue;
    noteAudited(deps, audit);
    // It is stored: where it cannot be read now, it is within seconds.
    await settings.refresh().catch(() => {});
    return;
  }
  throw new ProblemError("store-unavailable", "The settings are changing too quickly: try again.");
}

function otherVersion({ version }: SettingsRecord): ProblemError {
  return new ProblemError(
    "precondition-failed",
    `The settings are at version ${version} by now: look at them again.`,
  );
}

type Values = Record<string, unknown>;

/** Also of what a newer release has set: names that are not in the patch stay as they are. */
function patched(values: Values, { rateLimits, ...rest }: SettingsPatch): Values {
  const limits = merged(limitsIn(values), rateLimits ?? {});
  const { rateLimits: _, ...others } = merged(values, rest);
  return Object.keys(limits).length === 0 ? others : { ...others, rateLimits: limits };
}

function merged(values: Values, patch: Values): Values {
  const all = { ...values, ...patch };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== null && value !== undefined),
  );
}

function limitsIn(values: Values): Values {
  return (values["rateLimits"] as Values | undefined) ?? {};
}

/** What `values` says of each name in the patch; null where the environment decides. */
function named(values: Values, { rateLimits = {}, ...rest }: SettingsPatch): AuditRecord["after"] {
  const limits = Object.keys(rateLimits).map((name) => [
    `rateLimits.${name}`,
    limitsIn(values)[name] ?? null,
  ]);
  const others = Object.keys(rest).map((name) => [name, values[name] ?? null]);
  return Object.fromEntries([...others, ...limits]) as AuditRecord["after"];
}
