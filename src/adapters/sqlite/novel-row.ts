import type { NovelStatus } from "#/contract/novel.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";

/** A row of `novels`: columns for what is queried or fenced, `doc` (JSON) for the rest. */
export type NovelRow = {
  id: string;
  owner: string;
  idempotency_key: string | null;
  body_hash: string | null;
  status: NovelStatus;
  step: string | null;
  pins: string | null;
  run_at: string | null;
  epoch: number;
  lease_holder: string | null;
  last_seq: number;
  first_seq: number;
  spent_nano_usd: number;
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
  | "step"
  | "pins"
  | "runAt"
  | "epoch"
  | "lease"
  | "lastSeq"
  | "firstSeq"
  | "spentNanoUsd"
  | "createdAt"
  | "updatedAt"
>;

export function toNovelRow(novel: NovelRecord): NovelRow {
  const { id, owner, idempotencyKey, bodyHash, status, step, pins, runAt, ...more } = novel;
  const { epoch, lease, lastSeq, firstSeq, spentNanoUsd, createdAt, updatedAt, ...rest } = more;
  const doc: NovelDoc = rest;
  return {
    id,
    owner,
    idempotency_key: idempotencyKey,
    body_hash: bodyHash,
    status,
    step,
    pins: pins && JSON.stringify(pins),
    run_at: runAt,
    epoch,
    lease_holder: lease && lease.holder,
    last_seq: lastSeq,
    first_seq: firstSeq,
    spent_nano_usd: spentNanoUsd,
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
    step: row.step,
    pins: row.pins === null ? null : (JSON.parse(row.pins) as NovelRecord["pins"]),
    runAt: row.run_at,
    epoch: row.epoch,
    lease: row.lease_holder === null ? null : { holder: row.lease_holder },
    lastSeq: row.last_seq,
    firstSeq: row.first_seq,
    spentNanoUsd: row.spent_nano_usd,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
