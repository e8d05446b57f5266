/**
 * A cap on calls at the same time: `count` of them run, further ones wait in order. A waiting call
 * whose signal aborts leaves at once with the signal's reason and never runs.
 */
export function createSlots(count: number) {
  let free = count;
  const waiting = new Set<() => void>();

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(start);
        reject(signal.reason as Error);
      };
      waiting.add(start);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  function handOn() {
    const [next] = waiting;
    if (next === undefined) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return {
    async run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else await turn(signal);
      try {
        // The stop may have come between the turn and here.
        signal.throwIfAborted();
        return await call();
      } finally {
        handOn();
      }
    },
  };
}
