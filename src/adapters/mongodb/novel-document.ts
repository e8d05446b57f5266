import type { Document } from "mongodb";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { workingStatuses } from "#/ports/store/working-statuses.ts";

/** A novel's document: its record, and what is kept beside it for indexes and for retries. */
export type NovelDocument = Omit<NovelRecord, "id"> & {
  _id: string;
  /** Since when it could be claimed; null when it cannot be. */
  waitsSince: string | null;
  /** Whether it is leased, or in a working status beyond `queued`: it may count against its owner's others. */
  active: boolean;
  /** The newest transactions that wrote it: one whose commit was not answered is looked for here. */
  marks: string[];
};

/** A novel's document as it is read for its record. */
export type StoredNovel = Pick<NovelDocument, "_id"> & Omit<NovelRecord, "id">;

/** Leaves out what is not the record's. */
export const recordOnly = { waitsSince: 0, active: 0, marks: 0 } as const;

export function toNovelRecord({ _id: id, ...record }: StoredNovel): NovelRecord {
  return { id, ...record };
}

const isFree = { $eq: ["$lease", null] };
const hasStep = { $ne: [{ $ifNull: ["$step", "approval"] }, "approval"] };
const isWorking = { $in: ["$status", [...workingStatuses]] };
const isBegun = { $in: ["$status", workingStatuses.filter((status) => status !== "queued")] };

/** The stage that ends every update of a novel: what follows from the rest of its document. */
const derived = {
  $set: {
    waitsSince: {
      $cond: [{ $and: [isFree, hasStep, isWorking] }, { $ifNull: ["$runAt", "$updatedAt"] }, null],
    },
    active: { $or: [isBegun, { $not: [isFree] }] },
  },
};

/** More than can be written while one transaction settles what became of its commit. */
const keptMarks = 16;

/** The update that sets these fields, each an expression, and leaves the transaction's mark. */
export function novelUpdate(set: Document, mark: string): Document[] {
  const marks = { $slice: [{ $concatArrays: [[mark], "$marks"] }, keptMarks] };
  return [{ $set: { ...set, marks } }, derived];
}

/** The upsert that writes a whole novel. */
export function wholeNovel({ id, ...record }: NovelRecord, mark: string): Document[] {
  return [{ $replaceWith: { $literal: { _id: id, ...record, marks: [mark] } } }, derived];
}

/** The sums, of active novels, that make an `OwnerWork`. */
export const ownerWork = {
  leased: { $sum: { $cond: [isFree, 0, 1] } },
  // An active novel that is queued is leased.
  underWay: { $sum: { $cond: [isWorking, 1, 0] } },
};
