import type { ClientSession } from "mongodb";
import type { AuditEntry } from "#/contract/audit.ts";
import type { AuditRecord, AuditStore } from "#/ports/store/audit.ts";
import { decodeNumberCursor, encodeCursor } from "#/ports/store/cursor.ts";
import { type AuditDocument, type Collections, auditHead, padded } from "./collections.ts";
import type { Connection, Transaction } from "./connection.ts";

/** The audit log's section of the Store. */
export function createAudit({ collections: { audit }, run }: Connection): AuditStore {
  return {
    async list({ limit, cursor }) {
      const filter =
        cursor === undefined ? {} : { _id: { $lt: padded(decodeNumberCursor(cursor)) } };
      // One more than asked for tells whether there is another page.
      const found = await run(() =>
        audit
          .find(filter)
          .sort({ _id: -1 })
          .limit(limit + 1)
          .toArray(),
      );
      const items = found.slice(0, limit).map(toEntry);
      const last = items.at(-1);
      const more = found.length > limit && last !== undefined;
      return { items, nextCursor: more ? encodeCursor(`${last.seq}`) : null };
    },
  };
}

/** More than can be written while one transaction settles what became of its commit. */
const keptMarks = 16;

/**
 * Writes an entry in the transaction of what it tells of. The log's head counts: of two transactions at
 * once one conflicts, runs again, and gets the next number. It bears the transaction's mark too.
 */
export async function writeAudit(
  { audit, heads }: Pick<Collections, "audit" | "heads">,
  record: AuditRecord,
  { session, mark }: Pick<Transaction, "session" | "mark">,
): Promise<void> {
  const seq = await nextSeq(heads, session, mark);
  const [before, after] = [JSON.stringify(record.before), JSON.stringify(record.after)];
  await audit.insertOne({ ...record, _id: padded(seq), seq, before, after }, { session });
}

async function nextSeq(
  heads: Collections["heads"],
  session: ClientSession,
  mark: string,
): Promise<number> {
  const marks = { $slice: [{ $concatArrays: [[mark], "$marks"] }, keptMarks] };
  const head = await heads.findOneAndUpdate(
    { _id: auditHead },
    [{ $set: { seq: { $add: ["$seq", 1] }, marks } }],
    { session, returnDocument: "after" },
  );
  if (head === null) throw new Error("the audit log has no head: its migration was not applied");
  return head.seq;
}

function toEntry({ _id, before, after, ...entry }: AuditDocument): AuditEntry {
  return {
    ...entry,
    before: JSON.parse(before) as AuditEntry["before"],
    after: JSON.parse(after) as AuditEntry["after"],
  };
}
