import { type AdvanceDeps, advanceNovel } from "#/domain/advance-novel.ts";
import { stageOf } from "#/domain/novel-phase.ts";
import { type AdvanceJob, jobId } from "#/ports/queue.ts";
import { exemplarOf } from "#/telemetry/exemplar.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";

/** A running worker. `drain` takes no new step, lets calls under way end for `graceMs`, then stops them. */
export interface Worker {
  /** Whether this worker is at work on the novel now. */
  isAtWork(novelId: string): boolean;
  drain(graceMs: number): Promise<void>;
}

/** After a stopped call its step still writes down what became of it. */
const afterAbortMs = 2_000;

/**
 * Works on what the queue hands out, `concurrency` novels at a time, one step a job. While it `isPaused` it
 * drops what it is handed: the reconciler brings that back.
 */
export function startWorker(
  deps: AdvanceDeps,
  { concurrency, isPaused = () => false }: { concurrency: number; isPaused?: () => boolean },
): Worker {
  const { clock, log, metrics, queue } = deps;
  const working = new Set<AdvanceJob>();
  const draining = new AbortController();
  const aborting = new AbortController();
  const stop = { drain: draining.signal, abort: aborting.signal };
  const logOf = (job: AdvanceJob) =>
    log.child({
      novel_id: job.novelId,
      job_id: jobId(job),
      request_id: job.requestId,
      trace_id: parseTraceparent(job.traceparent).traceId,
    });
  const consumer = queue.consume(
    async (job) => {
      if (draining.signal.aborted || isPaused()) return;
      const start = clock.monotonic();
      working.add(job);
      const result = await advanceNovel(deps, job, stop).finally(() => {
        working.delete(job);
      });
      if (result === undefined) return;
      const seconds = (clock.monotonic() - start) / 1000;
      const stage = stageOf(result.step);
      metrics.jobDuration.observe({
        labels: { stage, outcome: result.outcome },
        value: seconds,
        exemplarLabels: exemplarOf(parseTraceparent(job.traceparent)),
      });
      logOf(job).debug(
        { event: "step.ended", ...result, duration_ms: Math.round(seconds * 1000) },
        "step ended",
      );
    },
    {
      concurrency,
      onError: (error, job) => {
        logOf(job).error({ event: "job.failed", err: error }, "job failed");
      },
    },
  );
  return {
    isAtWork: (novelId) => working.values().some((job) => job.novelId === novelId),
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
