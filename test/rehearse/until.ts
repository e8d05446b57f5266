import { setTimeout as sleep } from "node:timers/promises";

const everyMs = 40;

/** Resolves once `holds` says yes. Rejects, naming `what`, when that takes longer than `withinMs`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(everyMs);
  }
}
