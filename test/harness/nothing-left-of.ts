import { until } from "./until.ts";

/** Resolves once every process of this group is gone; the last may be a moment in going, as its parent is told. */
export async function nothingLeftOf(group: number): Promise<void> {
  await until(`the end of all processes of group ${group}`, () => isGone(group));
}

function isGone(group: number): boolean {
  try {
    process.kill(-group, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
