import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from "cockatiel";
import { ModelError } from "#/ports/language-model.ts";

/** So many calls in a row that came to nothing open the circuit. */
const failuresAllowed = 5;

/** How long an open circuit lets nobody through; then a single call tries. */
const restForMs = 10_000;

/**
 * A circuit breaker for one endpoint: while it is open, novels wait instead of failing one by one.
 * Only `unavailable` counts: a refused request says nothing of the endpoint.
 */
export function createBreaker() {
  const policy = circuitBreaker(
    handleWhen((error) => error instanceof ModelError && error.kind === "unavailable"),
    { halfOpenAfter: restForMs, breaker: new ConsecutiveBreaker(failuresAllowed) },
  );
  let openedAt = 0;
  policy.onBreak(() => {
    openedAt = performance.now();
  });
  const restMs = () =>
    policy.state === CircuitState.Open
      ? Math.max(0, Math.ceil(openedAt + restForMs - performance.now()))
      : 0;
  return {
    restMs,
    /** Runs `call` unless the circuit is open; then throws `ModelError("unavailable")` with the rest to wait. */
    async execute<T>(call: () => Promise<T>): Promise<T> {
      try {
        return await policy.execute(call);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new ModelError("unavailable", "the model's server failed several times in a row", {
          retryAfterMs: restMs(),
        });
      }
    },
  };
}
