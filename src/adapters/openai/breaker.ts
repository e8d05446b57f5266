import { ModelError } from "#/ports/language-model.ts";

/** So many calls in a row that came to nothing open the circuit. */
const failuresAllowed = 5;

/** How long an open circuit lets nobody through; then a single call tries. */
const restForMs = 10_000;

/** When to come back while another call tries. */
const trialRetryMs = 1_000;

/**
 * A circuit breaker for one endpoint: while it is open, novels wait instead of failing one by one.
 * Only `unavailable` counts: a refused request says nothing of the endpoint. `now` is a monotonic
 * clock in milliseconds.
 */
export function createBreaker(now: () => number = () => performance.now()) {
  let failures = 0;
  /** Null while the circuit is closed. */
  let openUntil: number | null = null;
  let trying = false;

  const restMs = () => (openUntil === null ? 0 : Math.max(0, Math.ceil(openUntil - now())));

  function close() {
    failures = 0;
    openUntil = null;
  }

  function fail(trial: boolean) {
    failures += 1;
    if (trial || failures >= failuresAllowed) openUntil = now() + restForMs;
  }

  return {
    restMs,
    /**
     * Runs `call` unless the circuit is open or another call tries it; then throws
     * `ModelError("unavailable")` with the time to wait. `mayStart` is called just before; its error
     * is passed on as it is and counts as nothing.
     */
    async execute<T>(call: () => Promise<T>, mayStart?: () => void): Promise<T> {
      const retryAfterMs = trying ? trialRetryMs : restMs();
      if (retryAfterMs > 0)
        throw new ModelError("unavailable", "the model's server failed several times in a row", {
          retryAfterMs,
        });
      mayStart?.();
      const trial = openUntil !== null;
      trying = trial;
      // What began before the circuit opened says nothing of the endpoint since.
      const counts = () => trial || openUntil === null;
      try {
        const result = await call();
        if (counts()) close();
        return result;
      } catch (error) {
        const kind = error instanceof ModelError ? error.kind : "aborted";
        if (kind === "unavailable" && counts()) fail(trial);
        else if (trial && kind !== "aborted") close();
        throw error;
      } finally {
        if (trial) trying = false;
      }
    },
  };
}
