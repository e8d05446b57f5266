import type { NovelMetrics } from "#/contract/accounts.ts";
import { startModelServer } from "#test/faults/model-server.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";
import { askBare } from "./ask-bare.ts";
import { median, spread } from "./spread.ts";

const rounds = 5;
const chapters = 12;

/**
 * What Colophon adds to the model's own time: a 12-chapter, 24,000-word novel against a model server
 * on loopback, then the very same requests sent one after the other by a bare loop, in one run.
 */
export async function bench(): Promise<[string, string][]> {
  const server = await startModelServer();
  const colophon = await startColophon({
    env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model", LOG_LEVEL: "info" },
  });
  const visitor = visit(colophon.url);
  const novel: number[] = [];
  const model: number[] = [];
  const loop: number[] = [];
  const beyond: number[] = [];
  const firstCall: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const before = server.requests.length;
      const asked = performance.now();
      const { id } = await visitor.createNovel({
        targetWordCount: 24_000,
        targetChapters: chapters,
      });
      const events = await visitor.eventsUntil(id, "novel.completed", 120_000);
      const [first, last] = [events[0], events.at(-1)];
      if (first === undefined || last === undefined) throw new Error("the log is empty");
      const whole = Date.parse(last.at) - Date.parse(first.at);
      const metrics = await visitor.get<NovelMetrics>(`/api/novel/${id}/metrics`);
      const own = metrics.latencyMs * metrics.calls.total;
      const requests = server.requests.slice(before);
      firstCall.push((requests[0]?.at ?? 0) - asked);
      loop.push((await askBare(server, requests)).ms / chapters);
      novel.push(whole / chapters);
      model.push(own / chapters);
      beyond.push((whole - own) / chapters);
    }
  } finally {
    await colophon.stop();
    await server.close();
  }
  return [
    ["a chapter of 2,000 words, all steps shared out", spread(novel, "ms")],
    ["  of which the model's own, as the ledger has it", spread(model, "ms")],
    ["  beyond the model's own", spread(beyond, "ms")],
    ["  the same requests in a bare loop", spread(loop, "ms")],
    ["  ratio of the medians, chapter to bare loop", (median(novel) / median(loop)).toFixed(2)],
    ["POST to the first model call", spread(firstCall, "ms")],
  ];
}
