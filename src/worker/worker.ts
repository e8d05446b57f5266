import { type AdvanceDeps, advanceNovel } from "#/domain/advance-novel.ts";

/** A running worker. `drain` takes no new step, lets calls under way end for `graceMs`, then stops them. */
export interface Worker {
  drain(graceMs: number): Promise<void>;
}

/** After a stopped call its step still writes down what became of it. */
const afterAbortMs = 2_000;

/** Works on what the queue hands out, `concurrency` novels at a time, one step a job. */
export function startWorker(deps: AdvanceDeps, { concurrency }: { concurrency: number }): Worker {
  const { clock, log, metrics, queue } = deps;
  const draining = new AbortController();
  const aborting = new AbortController();
  const stop = { drain: draining.signal, abort: aborting.signal };
  const consumer = queue.consume(
    async (job) => {
      if (draining.signal.aborted) return;
      const start = clock.monotonic();
      const result = await advanceNovel(deps, job, stop);
      if (result === undefined) return;
      const seconds = (clock.monotonic() - start) / 1000;
      const stage = result.step.split("-")[0] ?? "";
      metrics.jobDuration.observe({ stage, outcome: result.outcome }, seconds);
      log.debug(
        { event: "step.ended", novel_id: job.novelId, ...result, duration_ms: seconds * 1000 },
        "step ended",
      );
    },
    {
      concurrency,
      onError: (error, job) => {
        log.error({ event: "job.failed", novel_id: job.novelId, err: error }, "job failed");
      },
    },
  );
  return {
    async drain(graceMs) {
      draining.abort();
      const late = setTimeout(() => {
        aborting.abort();
      }, graceMs);
      await consumer.close(graceMs + afterAbortMs);
      clearTimeout(late);
    },
  };
}
