import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";

/**
 * Marks a novel's calls whose worker is gone as `unknown` and charges them as reserved, to the novel
 * and to their days. Returns how many there were. A crash in between leaves them set aside on the day
 * instead of spent, which allows no more.
 */
export async function abandonCalls(
  { store, log }: { store: Store; log: Logger },
  novelId: string,
): Promise<number> {
  let abandoned = 0;
  for (const { day, calls, nanoUsd } of await store.ledger.abandon(novelId)) {
    await store.days.settle(day, { reservedNanoUsd: nanoUsd, spentNanoUsd: nanoUsd });
    abandoned += calls;
  }
  if (abandoned > 0)
    log.warn(
      { event: "calls.abandoned", novel_id: novelId, calls: abandoned },
      "calls of a dead turn are unknown",
    );
  return abandoned;
}
