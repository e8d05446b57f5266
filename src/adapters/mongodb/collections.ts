import type { Collection, Db } from "mongodb";
import type { AuditEntry } from "#/contract/audit.ts";
import type { NovelEvent } from "#/contract/event.ts";
import type { ApiKeyRecord, Recovery } from "#/ports/store/accounts.ts";
import type { DaySpending, Reservation } from "#/ports/store/days.ts";
import type { CallRecord } from "#/ports/store/ledger.ts";
import type { Artifact, ChapterRevision } from "#/ports/store/novels.ts";
import type { SettingsRecord } from "#/ports/store/settings.ts";
import type { StepTurn } from "#/ports/store/step-turns.ts";
import type { NovelDocument } from "./novel-document.ts";

/** A document's `_id` says what it is, so that nothing can be there twice. */
export interface Identified {
  _id: string;
}

/** `_id` is `novel:kind:number:revision`. `data` is JSON: its keys may be names that BSON has a use for. */
export type ArtifactDocument = Identified & Omit<Artifact, "data"> & { data: string };

/** `_id` is `novel:number:revision`. */
export type ChapterDocument = Identified & ChapterRevision;

/** `_id` is `novel:seq`. */
export type EventDocument = Identified & NovelEvent;

/** `_id` is `key:attempt`. */
export type CallDocument = Identified & Omit<CallRecord, "id">;

/** `_id` is `novel:epoch`. `pins` is JSON: its keys may be names that BSON has a use for. */
export type StepDocument = Identified & Omit<StepTurn, "pins"> & { pins: string };

/** `_id` is the day. `reservedNanoUsd` is the sum of `reservations`, which a day's first writer may not know yet. */
export type DayDocument = Identified & DaySpending & { reservations?: Reservation[] };

/**
 * `_id` is the owner. Written by what may happen once at a time for each owner. `sessionEpoch` is how often
 * all sessions but one were ended, `keptSession` the one that was left the last time.
 */
export type OwnerDocument = Identified & {
  turns?: number;
  recovery?: Recovery;
  sessionEpoch?: number;
  keptSession?: string;
};

/** `_id` is `owner:id`. */
export type EndedSessionDocument = Identified & { endedAt: string };

/** `_id` is the key's id. */
export type ApiKeyDocument = Identified & Omit<ApiKeyRecord, "id">;

/** `_id` is the padded `seq`. `before` and `after` are JSON: their keys may be names that BSON has a use for. */
export type AuditDocument = Identified &
  Omit<AuditEntry, "before" | "after"> & { before: string; after: string };

/** What counts a log's entries; `marks` are the newest transactions that wrote it. */
export type HeadDocument = Identified & { seq: number; marks: string[] };

/** The `_id` of the audit log's head. */
export const auditHead = "audit";

/** `_id` is `live`. `doc` is the values as JSON. The schema's version is kept in the same collection. */
export type SettingsDocument = Identified & Omit<SettingsRecord, "values"> & { doc: string };

/** What the Store keeps where. */
export interface Collections {
  novels: Collection<NovelDocument>;
  artifacts: Collection<ArtifactDocument>;
  chapters: Collection<ChapterDocument>;
  events: Collection<EventDocument>;
  calls: Collection<CallDocument>;
  steps: Collection<StepDocument>;
  days: Collection<DayDocument>;
  owners: Collection<OwnerDocument>;
  endedSessions: Collection<EndedSessionDocument>;
  apiKeys: Collection<ApiKeyDocument>;
  audit: Collection<AuditDocument>;
  heads: Collection<HeadDocument>;
  settings: Collection<SettingsDocument>;
}

export function openCollections(db: Db): Collections {
  return {
    novels: db.collection("novels"),
    artifacts: db.collection("artifacts"),
    chapters: db.collection("chapters"),
    events: db.collection("events"),
    calls: db.collection("calls"),
    steps: db.collection("steps"),
    days: db.collection("days"),
    owners: db.collection("owners"),
    endedSessions: db.collection("ended_sessions"),
    apiKeys: db.collection("api_keys"),
    audit: db.collection("audit"),
    heads: db.collection("heads"),
    settings: db.collection("settings"),
  };
}

/** Ids sort as their numbers do: padded with zeros to ten digits. */
export function padded(number: number): string {
  return number.toString().padStart(10, "0");
}

/** The range of ids that go on after `prefix` and a colon. */
export function idsUnder(prefix: string): { $gt: string; $lt: string } {
  // ";" is the next character after ":".
  return { $gt: `${prefix}:`, $lt: `${prefix};` };
}
