import { readFileSync } from "node:fs";

/** The processor time that processes have used so far; Linux counts it in hundredths of a second. */
export function cpuMs(pids: readonly number[]): number {
  const ticks = pids.flatMap((pid) => {
    // Behind the name, which may hold anything: utime and stime are fields 14 and 15 of all.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return [Number(fields[11]), Number(fields[12])];
  });
  return 10 * ticks.reduce((sum, count) => sum + count, 0);
}
