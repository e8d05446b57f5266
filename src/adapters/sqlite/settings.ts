import type { SettingsRecord, SettingsStore } from "#/ports/store/settings.ts";
import { createAuditWriter } from "./audit.ts";
import type { Connection } from "./connection.ts";

type SettingsRow = Omit<SettingsRecord, "values"> & { doc: string };

/** The settings' section of the Store. */
export function createSettings(connection: Connection): SettingsStore {
  const read = connection.prepare<SettingsRow>(
    `select version, doc, changed_at as changedAt, changed_by as changedBy
     from settings where id = 'live'`,
  );
  const write = connection.prepare(
    `update settings set version = :version, doc = :doc, changed_at = :changedAt,
       changed_by = :changedBy
     where id = 'live' and version = :version - 1`,
  );
  const writeAudit = createAuditWriter(connection);

  return {
    async read() {
      const row = read.get();
      if (row === undefined) throw new Error("the settings' row is missing");
      const { doc, ...record } = row;
      return { ...record, values: JSON.parse(doc) as SettingsRecord["values"] };
    },

    async write({ values, ...record }, audit) {
      return connection.transaction(() => {
        const written = write.run({ ...record, doc: JSON.stringify(values) }) > 0;
        if (written) writeAudit(audit);
        return written;
      });
    },
  };
}
