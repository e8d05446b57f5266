import type { SettingsRecord, SettingsStore } from "#/ports/store/settings.ts";
import { writeAudit } from "./audit.ts";
import type { Connection } from "./connection.ts";

const live = { _id: "live" } as const;

/** The settings' section of the Store. */
export function createSettings({ collections, run, transaction }: Connection): SettingsStore {
  const { settings } = collections;
  return {
    async read() {
      const found = await run(() => settings.findOne(live));
      if (found === null) throw new Error("the settings' document is missing");
      const { version, doc, changedAt, changedBy } = found;
      const values = JSON.parse(doc) as SettingsRecord["values"];
      return { version, values, changedAt, changedBy };
    },

    async write({ values, ...record }, audit) {
      return transaction({ audited: true }, async ({ session, mark, discard }) => {
        const { matchedCount } = await settings.updateOne(
          { ...live, version: record.version - 1 },
          { $set: { ...record, doc: JSON.stringify(values) } },
          { session },
        );
        if (matchedCount === 0) return discard(false);
        await writeAudit(collections, audit, { session, mark });
        return true;
      });
    },
  };
}
