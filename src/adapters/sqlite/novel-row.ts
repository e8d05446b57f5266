import type { NovelStatus } from "#/contract/novel.ts";
import { assertNanoUsd } from "#/ports/store/assert-nano-usd.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";

/** A row of `novels`: columns for what is queried, fenced or came later, `doc` (JSON) for the rest. */
export type NovelRow = {
  id: string;
  owner: string;
  idempotency_key: string | null;
  body_hash: string | null;
  status: NovelStatus;
  hold: NovelRecord["hold"];
  needed_nano_usd: number | null;
  step: string | null;
  pins: string | null;
  run_at: string | null;
  crashes: number;
  epoch: number;
  lease_holder: string | null;
  /** Counted from 0 by each lease; without a holder it means nothing. */
  lease_beat: number;
  last_seq: number;
  first_seq: number;
  spent_nano_usd: number;
  reserved_nano_usd: number;
  budget_nano_usd: number | null;
  created_at: string;
  updated_at: string;
  doc: string;
};

/** What `doc` holds: everything that has no column of its own. */
type NovelDoc = Omit<
  NovelRecord,
  | "id"
  | "owner"
  | "idempotencyKey"
  | "bodyHash"
  | "status"
  | "hold"
  | "neededNanoUsd"
  | "step"
  | "pins"
  | "runAt"
  | "crashes"
  | "epoch"
  | "lease"
  | "lastSeq"
  | "firstSeq"
  | "spentNanoUsd"
  | "reservedNanoUsd"
  | "budgetNanoUsd"
  | "createdAt"
  | "updatedAt"
>;

/** Throws a `RangeError` when its budget is no amount of money. */
export function toNovelRow(novel: NovelRecord): NovelRow {
  const { id, owner, idempotencyKey, bodyHash, status, hold, step, pins, ...more } = novel;
  const { runAt, crashes, epoch, lease, lastSeq, firstSeq, createdAt, updatedAt, ...money } = more;
  const { spentNanoUsd, reservedNanoUsd, budgetNanoUsd, neededNanoUsd, ...rest } = money;
  if (budgetNanoUsd !== null) assertNanoUsd(budgetNanoUsd);
  const doc: NovelDoc = rest;
  return {
    id,
    owner,
    idempotency_key: idempotencyKey,
    body_hash: bodyHash,
    status,
    hold,
    needed_nano_usd: neededNanoUsd,
    step,
    pins: pins && JSON.stringify(pins),
    run_at: runAt,
    crashes,
    epoch,
    lease_holder: lease && lease.holder,
    lease_beat: lease?.beat ?? 0,
    last_seq: lastSeq,
    first_seq: firstSeq,
    spent_nano_usd: spentNanoUsd,
    reserved_nano_usd: reservedNanoUsd,
    budget_nano_usd: budgetNanoUsd,
    created_at: createdAt,
    updated_at: updatedAt,
    doc: JSON.stringify(doc),
  };
}

export function toNovelRecord(row: NovelRow): NovelRecord {
  return {
    ...(JSON.parse(row.doc) as NovelDoc),
    id: row.id,
    owner: row.owner,
    idempotencyKey: row.idempotency_key,
    bodyHash: row.body_hash,
    status: row.status,
    hold: row.hold,
    neededNanoUsd: row.needed_nano_usd,
    step: row.step,
    pins: row.pins === null ? null : (JSON.parse(row.pins) as NovelRecord["pins"]),
    runAt: row.run_at,
    crashes: row.crashes,
    epoch: row.epoch,
    lease: row.lease_holder === null ? null : { holder: row.lease_holder, beat: row.lease_beat },
    lastSeq: row.last_seq,
    firstSeq: row.first_seq,
    spentNanoUsd: row.spent_nano_usd,
    reservedNanoUsd: row.reserved_nano_usd,
    budgetNanoUsd: row.budget_nano_usd,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
