import { type ReadonlySignal, batch, signal } from "@preact/signals";
import type { NovelEvent } from "#/contract/event.ts";
import type { ChapterView, NovelPatch, NovelView, OutlineInput } from "#/contract/novel.ts";
import type { NovelApi, NovelCommand } from "#/web/server-api/novel-api.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { advanceNovel } from "./advance-novel.ts";
import { type Draft, extendDrafts } from "./draft.ts";
import type { LiveLine } from "./live-line.ts";

/** A novel that stays as it is on the server, while somebody watches. */
export interface LiveNovel {
  /** Null until it is loaded. */
  readonly novel: ReadonlySignal<NovelView | null>;
  /** Why the novel could not be loaded, or not as it is now. */
  readonly problem: ReadonlySignal<RequestError | null>;
  /** What happened, in order. */
  readonly log: ReadonlySignal<readonly NovelEvent[]>;
  /** The text being written, the chapter before first. */
  readonly drafts: ReadonlySignal<readonly Draft[]>;
  /** Loads the novel unless it is there, and keeps it live until the returned function is called. */
  watch(): () => void;
  /** Loads the novel as it is now; what goes wrong is in `problem`. */
  load(): Promise<void>;
  /** Throws `RequestError`, as the next three do. */
  command(command: NovelCommand): Promise<void>;
  /** Gives it another title or budget; one that waits for its budget goes on with a higher one. */
  change(patch: NovelPatch): Promise<void>;
  saveOutline(outline: OutlineInput): Promise<void>;
  /** The text of a finished chapter; asked for once per revision. */
  chapter(number: number): Promise<ChapterView>;
}

export interface LiveNovelDeps {
  api: NovelApi;
  line: LiveLine;
  /** Calls back when it is time to show what is new: once per frame, not per message. */
  nextFrame: (show: () => void) => void;
}

/** `seed` is the novel where it is known already. */
export function createLiveNovel(deps: LiveNovelDeps, id: string, seed?: NovelView): LiveNovel {
  const { api, line, nextFrame } = deps;
  const novel = signal(seed ?? null);
  const problem = signal<RequestError | null>(null);
  const log = signal<readonly NovelEvent[]>([]);
  const drafts = signal<readonly Draft[]>([]);
  // As things are, ahead of the signals by up to a frame.
  let now = { novel: novel.value, log: log.value, drafts: drafts.value };
  let frameDue = false;
  let loading: Promise<void> | undefined;
  let watchers = 0;
  let unfollow: (() => void) | undefined;
  const chapters = new Map<string, Promise<ChapterView>>();

  function show(): void {
    if (frameDue) return;
    frameDue = true;
    nextFrame(() => {
      frameDue = false;
      batch(() => {
        novel.value = now.novel;
        log.value = now.log;
        drafts.value = now.drafts;
      });
    });
  }

  /** Takes the server's word, unless events told of something newer: then the outline alone, which they do not tell. */
  function adopt(served: NovelView): void {
    const { novel: known } = now;
    const stale = known !== null && known.lastSeq > served.lastSeq;
    now.novel = stale ? { ...known, outline: served.outline } : served;
    novel.value = now.novel;
  }

  function onEvent(event: NovelEvent): void {
    const { novel: before, log: earlier } = now;
    if (before === null) return;
    now = { ...now, novel: advanceNovel(before, event), log: [...earlier, event] };
    show();
    if (event.type !== "outline.completed" && event.type !== "outline.awaiting-approval") return;
    if (event.data.revision > (before.outline?.revision ?? 0)) void load();
  }

  async function load(): Promise<void> {
    loading ??= fetchNovel();
    await loading;
  }

  async function fetchNovel(): Promise<void> {
    try {
      adopt(await api.novel(id));
      problem.value = null;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      problem.value = error;
    } finally {
      loading = undefined;
    }
    follow();
  }

  function follow(): void {
    if (watchers === 0 || unfollow !== undefined || now.novel === null) return;
    unfollow = line.follow(id, now.log.at(-1)?.seq ?? 0, {
      onEvent,
      onText(frame) {
        now = { ...now, drafts: extendDrafts(now.drafts, frame) };
        show();
      },
    });
  }

  return {
    novel,
    problem,
    log,
    drafts,
    load,
    watch() {
      watchers += 1;
      if (now.novel === null) void load();
      else follow();
      return () => {
        watchers -= 1;
        if (watchers > 0) return;
        unfollow?.();
        unfollow = undefined;
      };
    },
    async command(command) {
      adopt(await api.command(id, command));
    },
    async change(patch) {
      adopt(await api.change(id, patch));
    },
    async saveOutline(outline) {
      adopt(await api.saveOutline(id, outline));
    },
    async chapter(number) {
      const summary = now.novel?.chapters.find((chapter) => chapter.number === number);
      const key = `${number}:${summary?.revision ?? 0}`;
      const text = chapters.get(key) ?? api.chapter(id, number);
      chapters.set(key, text);
      return text.catch((error: unknown) => {
        chapters.delete(key);
        throw error;
      });
    },
  };
}
