import { expect, test } from "vitest";
import type { CallRecord } from "#/ports/store/ledger.ts";
import { abandonLostCalls } from "#/upkeep/abandon-lost-calls.ts";
import { refuse } from "#test/faults/model-server.ts";
import { eventually } from "#test/harness/eventually.ts";
import { type Room, openRoomWithServer } from "#test/harness/room-with-server.ts";

/** Sums by the labels that a metric has. */
function sumBy(
  rows: readonly { labels: Partial<Record<string, string | number>>; value: number }[],
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { labels, value } of rows) {
    const key = Object.values(labels).join(" ");
    sums[key] = (sums[key] ?? 0) + value;
  }
  return sums;
}

const nano = (usd: Record<string, number>) =>
  Object.fromEntries(Object.entries(usd).map(([key, value]) => [key, Math.round(value * 1e9)]));

/** What the process's metrics say of calls. */
async function inMetrics({ metrics }: Room) {
  const durations = await metrics.llmRequestDuration.get();
  const counts = durations.values.filter(({ metricName }) => metricName?.endsWith("_count"));
  const ofCall = ({ labels, value }: (typeof counts)[number]) => {
    const { stage = "", model = "", outcome = "" } = labels;
    return { labels: { stage, model, outcome }, value };
  };
  return {
    calls: sumBy(counts.map(ofCall)),
    tokens: sumBy((await metrics.llmTokens.get()).values),
    nanoUsd: nano(sumBy((await metrics.llmCost.get()).values)),
  };
}

/** The same, as the ledger has it. */
function inLedger(calls: readonly CallRecord[]) {
  const settled = calls.filter(({ outcome }) => outcome !== "unknown" && outcome !== "intent");
  return {
    calls: sumBy(
      settled.map(({ stage, model, outcome }) => ({ labels: { stage, model, outcome }, value: 1 })),
    ),
    tokens: sumBy(
      settled.flatMap(({ stage, model, inputTokens, outputTokens }) => [
        { labels: { stage, model, direction: "input" }, value: inputTokens },
        { labels: { stage, model, direction: "output" }, value: outputTokens },
      ]),
    ),
    nanoUsd: sumBy(
      settled.map(({ stage, model, costNanoUsd }) => ({
        labels: { stage, model },
        value: costNanoUsd,
      })),
    ),
  };
}

test("tokens, cost and calls of the metrics are the ledger's, whatever fails and is tried again", async () => {
  let asked = 0;
  const { room } = await openRoomWithServer(
    {
      intercept: ({ schema }, response) => {
        asked += 1;
        if (asked % 5 === 0) refuse(response, 503, "overloaded", { "retry-after": "0" });
        // No whole answer, but charged.
        else if (asked % 7 === 0)
          response
            .writeHead(200, { "content-type": "text/event-stream" })
            .end(
              `data: {"choices":[{"index":0,"delta":{"content":"Half a scene and"},"finish_reason":null}]}\n\n`,
            );
        // An answer that cannot be used.
        else if (asked % 3 === 0 && schema !== null)
          response
            .writeHead(200, { "content-type": "text/event-stream" })
            .end(
              `data: {"choices":[{"index":0,"delta":{"content":"no"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`,
            );
        else return false;
        return true;
      },
    },
    {
      plan: {
        overrides: { outline: { model: "planner" } },
        prices: {
          "other-model": { inputUsdPerMillion: 1.37, outputUsdPerMillion: 2.91 },
          planner: { inputUsdPerMillion: 0.03, outputUsdPerMillion: 0.07 },
        },
      },
    },
  );
  const novels = await Promise.all(
    [1, 2, 3].map(() => room.accept({ targetWordCount: 2_000, targetChapters: 2 })),
  );
  for (const { id } of novels) await room.until(id, "novel.completed", "novel.failed");
  const calls = (
    await Promise.all(novels.map(async ({ id }) => room.store.ledger.calls(id)))
  ).flat();

  const ledger = inLedger(calls);
  expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(
    new Set(["accepted", "rejected", "failed"]),
  );
  expect(Object.keys(ledger.nanoUsd)).toEqual(
    expect.arrayContaining(["analysis other-model", "outline planner"]),
  );
  expect(await inMetrics(room)).toEqual(ledger);
});

test("a call that nobody settled is in no metric, and with its true cost once it is", async () => {
  const answer = Promise.withResolvers<undefined>();
  const { room, server } = await openRoomWithServer({
    intercept: async () => {
      await answer.promise;
      return false;
    },
  });
  const { id } = await room.accept({ targetWordCount: 500, targetChapters: 1 });
  while (server.requests.length === 0) await room.clock.sleep(5);
  const { epoch = 0 } = (await room.store.novels.get(id)) ?? {};
  await room.store.novels.release({ id, epoch }, { at: room.clock.now(), outcome: "stopped" });
  expect(await abandonLostCalls(room)).toBe(1);
  expect(await room.store.ledger.calls(id)).toMatchObject([{ outcome: "unknown" }]);
  expect(await inMetrics(room)).toEqual({ calls: {}, tokens: {}, nanoUsd: {} });

  answer.resolve(undefined);
  const settled = async () => {
    const calls = await room.store.ledger.calls(id);
    return calls.every(({ outcome }) => outcome !== "unknown") ? calls : undefined;
  };
  let calls = await settled();
  for (; calls === undefined; calls = await settled()) await room.clock.sleep(5);
  const ledger = inLedger(calls);
  await eventually(async () => expect(await inMetrics(room)).toEqual(ledger));
  expect(ledger.nanoUsd["analysis other-model"]).toBeGreaterThan(0);
});
