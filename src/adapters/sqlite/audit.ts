import type { AuditEntry } from "#/contract/audit.ts";
import type { AuditRecord, AuditStore } from "#/ports/store/audit.ts";
import { decodeNumberCursor, encodeCursor } from "#/ports/store/cursor.ts";
import type { Connection } from "./connection.ts";

type AuditRow = Omit<AuditEntry, "before" | "after"> & { before: string; after: string };

/** The audit log's section of the Store. */
export function createAudit(connection: Connection): AuditStore {
  const page = connection.prepare<AuditRow>(
    `select seq, at, actor, action, target, before, after, request_id as requestId,
       trace_id as traceId
     from audit where seq < :before order by seq desc limit :limit`,
  );

  return {
    async list({ limit, cursor }) {
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeNumberCursor(cursor);
      // One more than asked for tells whether there is another page.
      const rows = page.all({ before, limit: limit + 1 });
      const items = rows.slice(0, limit).map(toEntry);
      const last = items.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { items, nextCursor: more ? encodeCursor(`${last.seq}`) : null };
    },
  };
}

/** Writes entries, each in the transaction of what it tells of. */
export function createAuditWriter(connection: Connection): (record: AuditRecord) => void {
  const insert = connection.prepare(
    `insert into audit (at, actor, action, target, before, after, request_id, trace_id)
     values (:at, :actor, :action, :target, :before, :after, :requestId, :traceId)`,
  );
  return (record) => {
    const [before, after] = [JSON.stringify(record.before), JSON.stringify(record.after)];
    insert.run({ ...record, before, after });
  };
}

function toEntry(row: AuditRow): AuditEntry {
  const before = JSON.parse(row.before) as AuditEntry["before"];
  const after = JSON.parse(row.after) as AuditEntry["after"];
  return { ...row, before, after };
}
