import type { Clock } from "#/ports/clock.ts";

const minuteMs = 60_000;

/**
 * Makes what decides whether a report may be sent, by what it is like: at most `most` a minute, and
 * `mostAlike` of those with the same likeness, so that one error that storms leaves room for others.
 */
export function limitReports({
  clock,
  most,
  mostAlike,
}: {
  clock: Pick<Clock, "monotonic">;
  most: number;
  mostAlike: number;
}): (likeness: string) => boolean {
  let since = -minuteMs;
  let admitted = 0;
  // Never more entries than `most`.
  const alike = new Map<string, number>();
  return (likeness) => {
    const now = clock.monotonic();
    if (now - since >= minuteMs) {
      since = now;
      admitted = 0;
      alike.clear();
    }
    const count = alike.get(likeness) ?? 0;
    if (admitted >= most || count >= mostAlike) return false;
    admitted += 1;
    alike.set(likeness, count + 1);
    return true;
  };
}
