import { type ReadonlySignal, batch, signal } from "@preact/signals";
import type { NovelEvent } from "#/contract/event.ts";
import type { NovelListItem } from "#/contract/novel.ts";
import type { NovelApi } from "#/web/server-api/novel-api.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { isFinal } from "#/web/wording/status-words.ts";
import { advanceListItem } from "./advance-novel.ts";
import type { LiveLine } from "./live-line.ts";

/** One's novels, newest first, as far as they are loaded. */
export interface NovelList {
  /** Null until the first page is there. */
  readonly items: ReadonlySignal<readonly NovelListItem[] | null>;
  readonly problem: ReadonlySignal<RequestError | null>;
  readonly hasMore: ReadonlySignal<boolean>;
  /** Loads the next page. */
  more(): Promise<void>;
  close(): void;
}

/** A client may follow this many novels. */
const followedAtMost = 20;

/** Loads the first page at once; the novels in it that are not finished are kept live until `close`. */
export function openNovelList({ api, line }: { api: NovelApi; line: LiveLine }): NovelList {
  const items = signal<readonly NovelListItem[] | null>(null);
  const problem = signal<RequestError | null>(null);
  const hasMore = signal(false);
  const unfollow = new Map<string, () => void>();
  let cursor: string | undefined;
  let closed = false;

  function onEvent(event: NovelEvent): void {
    items.value =
      items.value?.map((item) =>
        item.id === event.novelId ? advanceListItem(item, event) : item,
      ) ?? null;
  }

  async function more(): Promise<void> {
    try {
      const page = await api.list(cursor);
      if (closed) return;
      cursor = page.nextCursor ?? undefined;
      batch(() => {
        items.value = [...(items.value ?? []), ...page.items];
        hasMore.value = page.nextCursor !== null;
        problem.value = null;
      });
      for (const { id, status, lastSeq } of page.items)
        if (!isFinal(status) && unfollow.size < followedAtMost)
          unfollow.set(id, line.follow(id, lastSeq, { onEvent }));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      problem.value = error;
    }
  }

  void more();
  return {
    items,
    problem,
    hasMore,
    more,
    close() {
      closed = true;
      for (const stop of unfollow.values()) stop();
    },
  };
}
