import type { EventDraft, NovelEvent } from "#/contract/event.ts";
import type { Change } from "./novels.ts";

/** The events of a change as the log keeps them: numbered from `lastSeq + 1`, stamped with the moment and the cause. */
export function numberEvents(
  novel: { id: string; lastSeq: number },
  change: Pick<Change, "at" | "cause" | "events">,
): NovelEvent[] {
  const { at, cause, events } = change;
  const number = (draft: EventDraft, index: number): NovelEvent => ({
    version: 1,
    novelId: novel.id,
    seq: novel.lastSeq + index + 1,
    at,
    traceId: cause.traceId,
    requestId: cause.requestId,
    ...draft,
  });
  return events.map(number);
}
