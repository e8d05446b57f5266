import { readFileSync } from "node:fs";

/** What a process holds of the memory, in MB. */
export function residentMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1_000;
}

/**
 * By how much memory grew in the second half of what was measured, in MB: garbage that is still to be
 * collected does not count, so the lowest of the last quarter is compared with that of the one before.
 */
export function growthMb(measured: readonly number[]): number {
  const quarter = Math.max(Math.floor(measured.length / 4), 1);
  const last = measured.slice(-quarter);
  const before = measured.slice(-2 * quarter, -quarter);
  return Math.min(...last) - Math.min(...before, Number.MAX_SAFE_INTEGER);
}
