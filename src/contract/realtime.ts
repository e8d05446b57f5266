import { z } from "zod";
import { boundedText } from "./bounded-text.ts";
import type { NovelEvent } from "./event.ts";
import type { ErrorCode } from "./problem.ts";

export { realtimePath } from "./realtime-path.ts";

export const subscribeInput = z.strictObject({
  novelId: boundedText({ min: 1, max: 64 }),
  afterSeq: z.int().min(0).optional(),
});

export const unsubscribeInput = z.strictObject({ novelId: boundedText({ min: 1, max: 64 }) });

/**
 * A piece of the draft under way: ephemeral, never stored. `text` starts at `offset` (UTF-16 units)
 * of draft `draftId`; a new `draftId` replaces what was shown of the chapter before.
 */
export interface TextFrame {
  novelId: string;
  chapter: number;
  draftId: string;
  offset: number;
  text: string;
  traceId: string;
}

export type Acknowledgement<T> =
  | ({ ok: true } & T)
  | { ok: false; code: ErrorCode; message: string };

export interface Subscribed {
  novelId: string;
  lastSeq: number;
  firstSeq: number;
  replayed: number;
}

/** What a client may send; each is acknowledged. */
export interface ClientMessages {
  subscribe: (input: unknown, acknowledge: (answer: Acknowledgement<Subscribed>) => void) => void;
  unsubscribe: (
    input: unknown,
    acknowledge: (answer: Acknowledgement<{ novelId: string }>) => void,
  ) => void;
  ping: (acknowledge: (answer: Acknowledgement<{ at: string }>) => void) => void;
}

/** What the server sends. `novel.closing` comes before a disconnect that the server decides. */
export interface ServerMessages {
  "novel.event": (event: NovelEvent) => void;
  "novel.text": (frame: TextFrame) => void;
  "novel.error": (error: { code: ErrorCode; message: string }) => void;
  "novel.closing": (closing: { reason: string }) => void;
}
