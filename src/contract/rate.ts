import { z } from "zod";
import type { RateLimit } from "./rate-limit.ts";

const windowMs = new Map([
  ["second", 1_000],
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
]);

/** What `10/hour` says; undefined for what is no rate. */
function readRate(text: string): RateLimit | undefined {
  const [, limit, unit = ""] = /^([1-9]\d{0,8})\/([a-z]+)$/.exec(text) ?? [];
  const length = windowMs.get(unit);
  return limit === undefined || length === undefined
    ? undefined
    : { limit: Number(limit), windowMs: length };
}

const fault = `must be how many (1 or more) per ${[...windowMs.keys()].join(", ")}, such as 10/hour`;

/** A rate such as `10/hour`, as text. */
export const rateText = z.string().refine((text) => readRate(text) !== undefined, fault);

/** A rate such as `10/hour`, as what it says. */
export const rate = z.string().transform((text, context): RateLimit => {
  const read = readRate(text.trim());
  if (read !== undefined) return read;
  context.addIssue(fault);
  return z.NEVER;
});

/** The text of which `rate` makes this limit. */
export function formatRate({ limit, windowMs: length }: RateLimit): string {
  const [unit] = windowMs.entries().find(([, ms]) => ms === length) ?? [];
  return unit === undefined ? `${limit}/${length} ms` : `${limit}/${unit}`;
}
