import { signal } from "@preact/signals";
import type { LiveLine, NovelListener } from "./live-line.ts";

/** A line whose followers the test can talk to. */
export function fakeLine() {
  const followings = new Map<string, { afterSeq: number; listener: NovelListener }>();
  const line: LiveLine = {
    lost: signal(false),
    refusal: signal(undefined),
    follow(novelId, afterSeq, listener) {
      followings.set(novelId, { afterSeq, listener });
      return () => void followings.delete(novelId);
    },
    close: () => followings.clear(),
  };
  return { line, followings };
}
