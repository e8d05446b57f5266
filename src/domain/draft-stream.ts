import type { EventBus } from "#/ports/event-bus.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { parseTraceparent } from "#/telemetry/trace-context.ts";

/** Pieces are gathered for this long: a frame for each token would be all overhead. */
const gatherMs = 40;

/**
 * Publishes a chapter's draft as it grows: frames of one `draftId` follow each other without a gap,
 * the first one holds all that stands before the attempt. A frame that cannot be published is lost.
 */
export function createDraftStream({
  bus,
  log,
  novel,
}: {
  bus: EventBus;
  log: Logger;
  novel: Pick<NovelRecord, "id" | "traceparent">;
}) {
  const { traceId } = parseTraceparent(novel.traceparent);
  let draft = { chapter: 0, draftId: "", offset: 0 };
  let gathered = "";
  let timer: NodeJS.Timeout | undefined;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (gathered === "") return;
    const frame = { novelId: novel.id, ...draft, text: gathered, traceId };
    draft = { ...draft, offset: draft.offset + gathered.length };
    gathered = "";
    log.debug(
      { event: "draft.published", characters: frame.text.length },
      "a frame of a draft is published",
    );
    bus.publish([{ kind: "text", frame }]).catch((error: unknown) => {
      log.debug({ event: "bus.publish-failed", err: error }, "a text frame was not published");
    });
  }

  return {
    show({
      chapter,
      draftId,
      before,
      piece,
    }: {
      chapter: number;
      draftId: string;
      before: string;
      piece: string;
    }): void {
      if (draftId !== draft.draftId) {
        flush();
        draft = { chapter, draftId, offset: 0 };
        gathered = before;
      }
      gathered += piece;
      timer ??= setTimeout(flush, gatherMs);
    },
    /** Publishes what is left and stops. */
    end: flush,
    /** Stops at once: nobody is to see more of this draft. */
    drop() {
      gathered = "";
      flush();
    },
  };
}
