import { z } from "zod";
import type { RateLimit } from "#/contract/rate-limit.ts";

const windowMs = new Map([
  ["second", 1_000],
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
]);

/** A rate such as `10/hour`. */
export const rate = z.string().transform((value, context): RateLimit => {
  const [, limit, unit = ""] = /^([1-9]\d{0,8})\/([a-z]+)$/.exec(value.trim()) ?? [];
  const length = windowMs.get(unit);
  if (limit !== undefined && length !== undefined)
    return { limit: Number(limit), windowMs: length };
  context.addIssue(
    `must be how many (1 or more) per ${[...windowMs.keys()].join(", ")}, such as 10/hour`,
  );
  return z.NEVER;
});
