import type { TextFrame } from "#/contract/realtime.ts";

/** The text of a chapter as far as it is written. */
export interface Draft {
  chapter: number;
  draftId: string;
  text: string;
}

/**
 * The drafts after a frame: of the chapter under way and of the one before, which somebody may still
 * be reading. Pure. A frame of a new draft replaces the chapter's old one; what was had already is
 * taken once; what would leave a gap is left out, until a frame comes that closes it or a new draft.
 */
export function extendDrafts(drafts: readonly Draft[], frame: TextFrame): readonly Draft[] {
  const last = drafts.at(-1);
  if (last?.chapter !== frame.chapter) return [...drafts.slice(-1), extend(undefined, frame)];
  return [...drafts.slice(0, -1), extend(last, frame)];
}

function extend(draft: Draft | undefined, { chapter, draftId, offset, text }: TextFrame): Draft {
  const known = draft?.draftId === draftId ? draft.text : "";
  if (offset > known.length) return { chapter, draftId, text: known };
  return { chapter, draftId, text: known + text.slice(known.length - offset) };
}
