import { SpanKind } from "@opentelemetry/api";
import { type AdvanceJob, type Queue, jobId } from "#/ports/queue.ts";
import { attribute } from "./attributes.ts";
import { spanNames } from "./span-names.ts";
import { activeTraceparent, inSpan, inTrace, isTraced, linksTo } from "./spans.ts";

/**
 * The same queue, with spans. A job is handled in its novel's own trace, whoever enqueued it and
 * however long ago; a link leads to where it was enqueued.
 */
export function traceQueue(queue: Queue, system: "bullmq" | "memory"): Queue {
  const attributesOf = (job: AdvanceJob, operation: "send" | "process") => ({
    [attribute.messagingSystem]: system,
    [attribute.messagingOperation]: operation,
    [attribute.messagingDestination]: "novel",
    [attribute.messagingMessageId]: jobId(job),
    [attribute.novelId]: job.novelId,
    [attribute.requestId]: job.requestId,
  });

  return {
    ...queue,
    enqueue(job, options) {
      const enqueue = () =>
        inSpan(
          {
            name: spanNames.enqueue,
            kind: SpanKind.PRODUCER,
            attributes: attributesOf(job, "send"),
          },
          () => {
            const enqueuedBy = activeTraceparent();
            return queue.enqueue(enqueuedBy === undefined ? job : { ...job, enqueuedBy }, options);
          },
        );
      // The reconciler enqueues for nobody: then it is for the novel.
      return isTraced() ? enqueue() : inTrace(job.traceparent, enqueue);
    },
    consume: (handle, options) =>
      queue.consume(
        (job) =>
          inTrace(job.traceparent, () =>
            inSpan(
              {
                name: spanNames.job,
                kind: SpanKind.CONSUMER,
                attributes: attributesOf(job, "process"),
                links: linksTo(job.enqueuedBy),
              },
              () => handle(job),
            ),
          ),
        options,
      ),
  };
}
