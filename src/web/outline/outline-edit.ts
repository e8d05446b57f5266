import { batch, computed, signal } from "@preact/signals";
import type { Outline } from "#/contract/novel.ts";
import type { Memory } from "#/web/frame/memory.ts";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { RequestError } from "#/web/server-api/request.ts";
import {
  type ChapterDraft,
  type ChapterField,
  type OutlineErrors,
  checkOutline,
  draftOutline,
  outlineInput,
  placeErrors,
} from "./outline-draft.ts";

/** Changes to an outline that are not saved, and of which revision they are changes. */
export interface KeptOutline {
  revision: number;
  chapters: ChapterDraft[];
}

/** An outline being edited: what is not saved outlives leaving the page and coming back. */
export function createOutlineEdit(
  { novel, memory }: { novel: LiveNovel; memory: Memory<KeptOutline> },
  outline: Outline,
) {
  const kept = memory.read();
  const served = signal(outline);
  const chapters = signal(
    kept?.revision === outline.revision ? kept.chapters : draftOutline(outline),
  );
  const errors = signal<OutlineErrors | undefined>();
  const problem = signal<RequestError | null>(null);
  const busy = signal(false);
  /** How often saving was in vain: there is something to look at. */
  const refusals = signal(0);
  const changed = computed(
    () =>
      JSON.stringify(outlineInput(chapters.value)) !==
      JSON.stringify(outlineInput(draftOutline(served.value))),
  );
  let checked = false;

  function set(edited: ChapterDraft[]): void {
    chapters.value = edited;
    if (checked) errors.value = checkOutline(edited);
    if (changed.value) memory.write({ revision: served.value.revision, chapters: edited });
    else memory.forget();
  }

  async function attempt(action: () => Promise<void>): Promise<boolean> {
    busy.value = true;
    problem.value = null;
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      batch(() => {
        problem.value = error;
        errors.value = placeErrors(error.errors, chapters.value.length);
        refusals.value += 1;
      });
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** Resolves with whether the outline stands on the server as it stands here. */
  async function save(): Promise<boolean> {
    if (busy.value) return false;
    if (!changed.value) return true;
    checked = true;
    errors.value = checkOutline(chapters.value);
    if (errors.value !== undefined) {
      refusals.value += 1;
      return false;
    }
    return attempt(async () => {
      const saved = outlineInput(chapters.value);
      await novel.saveOutline(saved);
      served.value = novel.novel.value?.outline ?? { ...saved, revision: served.value.revision };
      memory.forget();
    });
  }

  return {
    chapters,
    errors,
    problem,
    busy,
    refusals,
    /** Whether there is something to save. */
    changed,
    set,
    change(index: number, field: ChapterField, value: string): void {
      set(
        chapters.value.map((chapter, at) =>
          at === index ? { ...chapter, [field]: value } : chapter,
        ),
      );
    },
    /** Takes a newer outline from the server, unless there are changes that it would undo. */
    receive(newer: Outline): void {
      if (newer.revision === served.value.revision || changed.value) return;
      batch(() => {
        served.value = newer;
        chapters.value = draftOutline(newer);
      });
    },
    discard(): void {
      checked = false;
      errors.value = undefined;
      set(draftOutline(served.value));
    },
    save,
    /** Saves what is not saved, then lets the writing begin; resolves with whether it does. */
    async approve(): Promise<boolean> {
      return (await save()) && attempt(() => novel.command("outline/approve"));
    },
  };
}
