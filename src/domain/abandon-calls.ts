import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";

/**
 * Marks a novel's calls whose worker is gone as `unknown` and charges them as reserved; on their days
 * they stay set aside, which allows as little. `log` is the novel's. Returns how many there were.
 */
export async function abandonCalls(
  { store, log }: { store: Store; log: Logger },
  novelId: string,
): Promise<number> {
  const days = await store.ledger.abandon(novelId);
  const abandoned = days.reduce((sum, { calls }) => sum + calls, 0);
  if (abandoned > 0)
    log.warn({ event: "calls.abandoned", calls: abandoned }, "calls of a dead turn are unknown");
  return abandoned;
}
