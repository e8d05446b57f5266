import type { NovelEvent } from "#/contract/event.ts";
import type { TextFrame } from "#/contract/realtime.ts";

/** How far one reader has been shown a novel's draft. */
export interface DraftCursor {
  draftId: string;
  end: number;
}

interface Draft extends TextFrame {
  end: number;
}

const maxDrafts = 100;
const maxLength = 200_000;

const endings: ReadonlySet<NovelEvent["type"]> = new Set([
  "chapter.completed",
  "novel.completed",
  "novel.cancelled",
  "novel.failed",
]);

/**
 * The latest draft of each novel being written, so that readers can come late or read slowly: each
 * is shown what its own cursor lacks. Bounded: the novels quiet for longest go first, and of a draft
 * beyond 200,000 UTF-16 units the end is kept.
 */
export class DraftCache {
  readonly #drafts = new Map<string, Draft>();

  /** Takes a piece. A new `draftId` replaces the draft; what is there already is passed over. */
  add(frame: TextFrame): void {
    const known = this.#drafts.get(frame.novelId);
    const end = frame.offset + frame.text.length;
    let draft: Draft = { ...frame, end };
    // After a piece that never came, the draft begins anew with what follows it.
    if (known?.draftId === frame.draftId && frame.offset <= known.end) {
      if (end <= known.end) return;
      draft = { ...known, text: known.text + frame.text.slice(known.end - frame.offset), end };
    }
    const excess = draft.text.length - maxLength;
    if (excess > 0) {
      draft.text = draft.text.slice(excess);
      draft.offset += excess;
    }
    this.#drafts.delete(frame.novelId);
    this.#drafts.set(frame.novelId, draft);
    if (this.#drafts.size > maxDrafts) this.#drafts.delete(this.#drafts.keys().next().value ?? "");
  }

  /** Drops the draft of a chapter or novel that is finished: its settled text is in the Store. */
  note(event: NovelEvent): void {
    if (endings.has(event.type)) this.#drafts.delete(event.novelId);
  }

  /** All of a novel's draft that lies beyond the cursor, as one frame; undefined when there is nothing. */
  beyond(novelId: string, cursor?: DraftCursor): TextFrame | undefined {
    const draft = this.#drafts.get(novelId);
    if (draft === undefined) return undefined;
    const { end, text, ...frame } = draft;
    const shown =
      cursor?.draftId === draft.draftId ? Math.max(cursor.end, draft.offset) : draft.offset;
    if (shown >= end) return undefined;
    return { ...frame, offset: shown, text: text.slice(shown - draft.offset) };
  }
}
