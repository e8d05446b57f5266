import type { NovelInput } from "#/contract/novel.ts";
import { ProblemError } from "#/contract/problem.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { type TraceContext, formatTraceparent } from "#/telemetry/trace-context.ts";
import { type Announcers, announce, wakeNovel } from "./announce.ts";
import { type PriceDeps, ensurePriced } from "./ensure-priced.ts";
import { hashBody } from "./hash-body.ts";
import { toNanoUsd } from "./money.ts";
import { novelLog } from "./novel-log.ts";

/**
 * Accepts a novel: once it resolves, the novel is in the Store and will be written. With an
 * idempotency key that its owner used before, the novel made then (`replayed`). Throws
 * `idempotency-key-reused` when the body is not the one sent with that key, `invalid-input` for a
 * budget that a model without a price could not keep.
 */
export async function acceptNovel(
  deps: Announcers & PriceDeps & { store: Store; clock: Clock; ids: Ids; notice: string | null },
  request: {
    owner: string;
    idempotencyKey: string | null;
    input: NovelInput;
    requestId: string;
    trace: TraceContext;
  },
): Promise<{ novel: NovelRecord; replayed: boolean }> {
  const { owner, idempotencyKey, input, requestId, trace } = request;
  if (input.budgetUsd !== undefined) ensurePriced(deps);
  const cause = { traceId: trace.traceId, requestId };
  const accepted = await deps.store.novels.accept(
    {
      id: deps.ids.uuid(),
      owner,
      idempotencyKey,
      bodyHash: idempotencyKey === null ? null : hashBody(input),
      requestId,
      traceparent: formatTraceparent(trace),
      title: input.title,
      params: input,
      createdAt: deps.clock.now(),
      status: "queued",
      statusReason: null,
      step: "analysis",
      pins: null,
      round: 0,
      begun: null,
      failures: 0,
      delays: 0,
      crashes: 0,
      runAt: null,
      wake: 1,
      chapters: [],
      outlineRevision: 0,
      notice: deps.notice,
      budgetNanoUsd: input.budgetUsd === undefined ? null : toNanoUsd(input.budgetUsd),
      hold: null,
      neededNanoUsd: null,
    },
    {
      cause,
      events: [{ type: "novel.queued", data: { title: input.title } }],
    },
  );
  if (accepted.outcome === "key-reused")
    throw new ProblemError(
      "idempotency-key-reused",
      "This Idempotency-Key was sent before with another body: a new novel needs a new key.",
    );
  const { novel } = accepted;
  if (accepted.outcome === "replayed") return { novel, replayed: true };
  // Hints hold no answer up: with a Redis that hangs each takes seconds to fail.
  const hints = { ...deps, log: novelLog(deps.log, novel.id, cause) };
  void announce(hints, accepted.events);
  void wakeNovel(hints, novel);
  return { novel, replayed: false };
}
