import type { EventDrafts } from "#/contract/event.ts";
import type { Ask } from "#/domain/ask-model.ts";
import type { Artifact, ChapterRevision, NovelRecord, NovelState } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";

/** What a step works with. */
export interface StepContext {
  novel: NovelRecord;
  store: Store;
  ask: Ask;
  /** The moment of this run, ISO. */
  now: string;
  /** Shows watchers a chapter's draft: `before` is what stands already, `piece` what an attempt adds. */
  showDraft(draft: { chapter: number; draftId: string; before: string; piece: string }): void;
}

/** What a step leaves behind, committed whole: the next step is in `set`. */
export interface StepResult {
  set: Partial<NovelState>;
  events: EventDrafts;
  artifacts?: Artifact[];
  chapters?: ChapterRevision[];
}

/**
 * One step of a novel: a pure function of what the Store holds and of the model's answers. `begin` is
 * committed before the work starts, once for each round of the step, so that watchers see it and do
 * not take a delay for another attempt; null where there is nothing to tell.
 */
export interface Step {
  begin(novel: NovelRecord): { set: Partial<NovelState>; events: EventDrafts } | null;
  run(context: StepContext): Promise<StepResult>;
}
