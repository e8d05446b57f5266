import type { DependencyState } from "#/contract/service.ts";

/** The one job there is: take novel `novelId` one step further. `wake` tells one job from the next. */
export interface AdvanceJob {
  novelId: string;
  wake: number;
  requestId: string;
  traceparent: string;
  /** The `runAt` that its delay waits for: once delivered it is due, wherever the wall clock was set meanwhile. */
  dueAt: string | null;
  /** W3C trace context of whoever enqueued it, where that is traced: it need not be the novel's. */
  enqueuedBy?: string;
}

export interface QueueDepth {
  waiting: number;
  delayed: number;
  active: number;
}

/** A running consumer. `close` takes no new job and resolves when the running ones ended or `graceMs` is over. */
export interface QueueConsumer {
  close(graceMs: number): Promise<void>;
}

/**
 * A queue of hints: first come, first served; at least once while it lives. It may lose everything
 * (the reconciler finds what the Store says is runnable) and may deliver twice (the claim decides).
 */
export interface Queue {
  /**
   * Adds a job, to be delivered after `delayMs` (default 0). A job with the same novel and wake that
   * is still waiting or delayed is left as it is; but a delayed one is delivered now, in its place, when
   * the new one has no delay. Rejects, within 3 s, when the queue is away.
   */
  enqueue(job: AdvanceJob, options?: { delayMs?: number }): Promise<void>;
  /**
   * Hands jobs to `handle`, at most `concurrency` at a time. A handler that throws has its job
   * dropped and reported to `onError`.
   */
  consume(
    handle: (job: AdvanceJob) => Promise<void>,
    options: { concurrency: number; onError: (error: unknown, job: AdvanceJob) => void },
  ): QueueConsumer;
  depth(): Promise<QueueDepth>;
  health(): Promise<DependencyState>;
  close(): Promise<void>;
}

/** The id under which queues know a job (no `:`, and not an integer: BullMQ refuses both). */
export function jobId(job: Pick<AdvanceJob, "novelId" | "wake">): string {
  return `novel-${job.novelId}-${job.wake}`;
}
