import type { NovelStatus } from "#/contract/novel.ts";

/** What is done for one owner: novels that are leased, and novels that are under way. */
export interface OwnerWork {
  leased: number;
  underWay: number;
}

/** Whether a novel of the owner can be claimed beside all this, as `NovelStore.claim` says. */
export function hasRoom(work: OwnerWork, status: NovelStatus, activePerOwner: number): boolean {
  return work.leased < activePerOwner && (status !== "queued" || work.underWay < activePerOwner);
}

/** Counts a novel in that is about to be claimed, if there is room for it. Says whether there was. */
export function takeRoom(work: OwnerWork, status: NovelStatus, activePerOwner: number): boolean {
  if (!hasRoom(work, status, activePerOwner)) return false;
  work.leased += 1;
  if (status === "queued") work.underWay += 1;
  return true;
}
