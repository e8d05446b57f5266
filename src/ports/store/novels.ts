import type { ChapterQuality } from "#/contract/accounts.ts";
import type { EventDraft, NovelEvent } from "#/contract/event.ts";
import type { ChapterSummary, NovelInput, NovelStatus } from "#/contract/novel.ts";
import type { AuditRecord } from "./audit.ts";
import type { StepTurn, TurnEnd, TurnOutcome, TurnStart } from "./step-turns.ts";

/** What a change of a novel's row may set. */
export interface NovelState {
  title: string;
  status: NovelStatus;
  /** Why the status is what it is, in a sentence; null when there is nothing to say. */
  statusReason: string | null;
  /** The next step (`analysis`, `outline-1`, `approval`, `chapter-1`, `finish`), kept while paused; null when all is done. */
  step: string | null;
  /** Prompt versions of the step under way, by purpose; null between steps. */
  pins: Record<string, number> | null;
  /** Grows with each failed try of a step: answers judged bad in an earlier round are asked for anew. */
  round: number;
  /** The step that was begun last, and in which round: what watchers were told of already. Null before the first. */
  begun: { step: string; round: number } | null;
  /** Deterministic failures of the present step in a row. */
  failures: number;
  /** Delays of the present step in a row: the model was not to be had. */
  delays: number;
  /** Crashes of the present step in a row: errors of ours, and workers that died with its lease. They never fail it. */
  crashes: number;
  /** Not before this moment (ISO); null when it may run at once. */
  runAt: string | null;
  /** Tells one queue job from the next; grows with each change that makes the novel runnable. */
  wake: number;
  chapters: ChapterSummary[];
  /** The revision of the outline in force; 0 while there is none. */
  outlineRevision: number;
  /** What the model's operator wants every reader told; null when nothing. */
  notice: string | null;
  /** What its calls may cost together; null when there is no limit. */
  budgetNanoUsd: number | null;
  /**
   * Set while a budget keeps it waiting, its own (`budget`) or the day's for all novels (`day-budget`):
   * such a novel goes on when the cause is gone.
   */
  hold: "budget" | "day-budget" | null;
  /** What its next call may cost, said by the `day-budget` that last held it; null before. */
  neededNanoUsd: number | null;
}

/** A novel's row. */
export interface NovelRecord extends NovelState {
  id: string;
  owner: string;
  idempotencyKey: string | null;
  bodyHash: string | null;
  /** Of the request that made it; carried into every job, event and log line. */
  requestId: string;
  /** W3C trace context of the novel's own trace. */
  traceparent: string;
  params: NovelInput;
  /** Grows with each claim: a worker whose epoch is not the newest commits nothing. */
  epoch: number;
  /** Who works on it, and how often it has shown that it lives; null when nobody does. */
  lease: { holder: string; beat: number } | null;
  /** The row's version: the number of the last event. */
  lastSeq: number;
  firstSeq: number;
  /** What its settled and unknown calls cost. */
  spentNanoUsd: number;
  /** What is set aside for its calls under way. */
  reservedNanoUsd: number;
  createdAt: string;
  updatedAt: string;
}

export type NewNovel = Omit<
  NovelRecord,
  "epoch" | "lease" | "lastSeq" | "firstSeq" | "spentNanoUsd" | "reservedNanoUsd" | "updatedAt"
>;

export const artifactKinds = ["analysis", "bible", "outline", "digest"] as const;

export type ArtifactKind = (typeof artifactKinds)[number];

/** Something a step made beside chapters. `number` is the chapter or batch, 0 where there is one only. */
export interface Artifact {
  kind: ArtifactKind;
  number: number;
  revision: number;
  data: unknown;
  promptVersion: string;
  callIds: string[];
  createdAt: string;
}

/** A revision of a chapter's text. Old ones stay. */
export interface ChapterRevision {
  number: number;
  revision: number;
  title: string;
  text: string;
  words: number;
  model: string;
  promptVersion: string;
  quality: ChapterQuality;
  callIds: string[];
  createdAt: string;
}

/** One change: what it sets, the events that tell of it, and what it brings. Written whole or not at all. */
export interface Change {
  at: string;
  set: Partial<NovelState>;
  /** Trace and request of whoever causes the change; stamped on its events. */
  cause: { traceId: string; requestId: string };
  events: EventDraft[];
  artifacts?: Artifact[];
  chapters?: ChapterRevision[];
}

export type Accepted =
  | { outcome: "created"; novel: NovelRecord; events: NovelEvent[] }
  | { outcome: "replayed"; novel: NovelRecord }
  | { outcome: "key-reused" };

export type Committed =
  | { outcome: "committed"; novel: NovelRecord; events: NovelEvent[] }
  | { outcome: "stale" };

/** A lease as an observer saw it. */
export interface HeldLease {
  id: string;
  holder: string;
  epoch: number;
  beat: number;
}

export interface NovelPage {
  items: NovelRecord[];
  nextCursor: string | null;
}

export interface NovelStore {
  /**
   * Writes a new novel with its first events. Where the owner has a novel under the same
   * `idempotencyKey`: `replayed` with that novel if its `bodyHash` is the same, else `key-reused`.
   */
  accept(novel: NewNovel, change: Pick<Change, "events" | "cause">): Promise<Accepted>;
  get(id: string): Promise<NovelRecord | undefined>;
  /**
   * Novels, newest first (by id), of one owner where one is named. An unreadable cursor throws
   * `invalid-input` for `cursor`.
   */
  list(query: {
    owner?: string | undefined;
    limit: number;
    cursor?: string | undefined;
    status?: NovelStatus | undefined;
  }): Promise<NovelPage>;
  /**
   * Takes the lease of a novel that can run (a working status, a step other than `approval`, no
   * lease, `runAt` reached at `at`), raises its epoch, sets `pins` unless the step has some, and
   * writes down the turn that begins.
   * None can be claimed while `activePerOwner` others of its owner are leased, whatever their status; a
   * `queued` one neither while so many are under way: leased and `queued`, or in a working status
   * beyond `queued`. Undefined when it cannot be claimed.
   */
  claim(
    id: string,
    claim: {
      holder: string;
      at: string;
      pins: Record<string, number>;
      activePerOwner: number;
      turn: TurnStart;
    },
  ): Promise<NovelRecord | undefined>;
  /**
   * Shows that the lease's holder lives: counts its beat up. Gives the novel's status, which a command
   * may have changed; undefined when the lease is no longer its own.
   */
  beat(fence: { id: string; epoch: number }): Promise<NovelStatus | undefined>;
  /** Every lease that is held. */
  leases(): Promise<HeldLease[]>;
  /**
   * Voids a lease whose beat has not moved since it was seen, and raises the epoch, so that its holder,
   * should it wake, commits nothing; counts a crash, sets `runAt`, and ends the turn as `lost` at
   * `at`. False, and nothing is written, when the lease or its beat moved.
   */
  breakLease(seen: HeldLease, change: Pick<NovelState, "runAt"> & { at: string }): Promise<boolean>;
  /**
   * Writes a worker's change if the lease's epoch and `lastSeq` still hold; gives the lease back unless
   * `keepLease`, and ends the turn with `outcome` (`committed` when none is named).
   */
  commitStep(
    fence: { id: string; epoch: number; lastSeq: number },
    change: Change,
    options?: { keepLease?: boolean; outcome?: TurnOutcome },
  ): Promise<Committed>;
  /**
   * Writes a command's change if `lastSeq` still holds, and with it what the audit log says of it where
   * an operator gave it. A lease stays with its holder, whose next commit is stale.
   */
  applyCommand(
    fence: { id: string; lastSeq: number },
    change: Change,
    audit?: AuditRecord,
  ): Promise<Committed>;
  /**
   * Gives a lease back, ends the turn and changes nothing else; nothing happens when the epoch is not
   * the newest.
   */
  release(fence: { id: string; epoch: number }, end: TurnEnd): Promise<void>;
  /** The last `limit` turns that were written down, in order: those of older releases are missing. */
  stepTurns(novelId: string, limit: number): Promise<StepTurn[]>;
  /**
   * Up to `limit` novels that could be claimed at `at`, those that waited longest first, and of one
   * owner no more than could be claimed together. A novel without a `hold` whose `runAt` lies beyond
   * `furthest`, where no delay leads, counts as due: the wall clock was set back since.
   */
  runnable(query: {
    at: string;
    furthest: string;
    limit: number;
    activePerOwner: number;
  }): Promise<NovelRecord[]>;
  /**
   * Up to `limit` novels without a lease that are held for `hold` and whose next call needs at most
   * `roomNanoUsd` (null: as much as it likes), those that changed longest ago first.
   */
  held(query: {
    hold: NonNullable<NovelState["hold"]>;
    roomNanoUsd: number | null;
    limit: number;
  }): Promise<NovelRecord[]>;
  /** How many novels there are in each status. */
  countByStatus(): Promise<Partial<Record<NovelStatus, number>>>;
  /** The newest revision of one artifact. */
  artifact(novelId: string, kind: ArtifactKind, number?: number): Promise<Artifact | undefined>;
  /** The newest revision of each artifact of a kind, by number. */
  artifacts(novelId: string, kind: ArtifactKind): Promise<Artifact[]>;
  /** A revision of a chapter; the newest when none is named. */
  chapter(novelId: string, number: number, revision?: number): Promise<ChapterRevision | undefined>;
  /** The newest revision of each finished chapter, in order. */
  chapters(novelId: string): Promise<ChapterRevision[]>;
}
