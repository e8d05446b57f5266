import { vi } from "vitest";
import { patienceMs } from "./patience.ts";

/** Resolves with what `assertion` returns, once it throws no more. Rejects with what it threw last, after `withinMs`. */
export function eventually<T>(
  assertion: () => T | Promise<T>,
  withinMs: number = patienceMs,
): Promise<T> {
  return vi.waitFor(assertion, { timeout: withinMs, interval: 10 });
}
