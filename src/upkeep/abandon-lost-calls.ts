import { abandonCalls } from "#/domain/abandon-calls.ts";
import { novelLog } from "#/domain/novel-log.ts";
import type { Store } from "#/ports/store/store.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";
import { eachByItself } from "./each-by-itself.ts";

/** How many novels one pass looks after; the next pass takes the rest. */
const perPass = 1_000;

/**
 * Charges the calls of dead workers as reserved, also those of novels that nobody takes up again:
 * paused, cancelled or ended since. Returns how many calls.
 */
export async function abandonLostCalls(deps: { store: Store; log: Logger }): Promise<number> {
  let calls = 0;
  await eachByItself(await deps.store.ledger.withLostIntents(perPass), async (id) => {
    const novel = await deps.store.novels.get(id);
    // Erased since: nothing of it is left to charge.
    if (novel === undefined) return;
    const { traceId } = parseTraceparent(novel.traceparent);
    const log = novelLog(deps.log, id, { traceId, requestId: novel.requestId });
    calls += await abandonCalls({ ...deps, log }, id);
  });
  return calls;
}
