import type { Db } from "mongodb";
import { ProblemError } from "#/contract/problem.ts";
import type { Migration } from "./migrations.ts";
import { isDuplicate } from "./store-error.ts";

/**
 * Applies the migrations that the database has not seen yet and records its version. Processes that
 * start at once may each apply them. Throws `store-unavailable` when a newer Colophon wrote it.
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<void> {
  const settings = db.collection<{ _id: string; version: number }>("settings");
  const found = (await settings.findOne({ _id: "schema" }))?.version ?? 0;
  if (found > migrations.length)
    throw new ProblemError(
      "store-unavailable",
      `The stored novels have schema version ${found}, but this Colophon only knows version ` +
        `${migrations.length} and older. Run the newer Colophon that wrote them.`,
    );
  for (const [index, migration] of migrations.entries()) {
    const version = index + 1;
    if (version <= found) continue;
    await migration(db);
    const older = { _id: "schema", version: { $lt: version } };
    try {
      await settings.updateOne(older, { $set: { version } }, { upsert: true });
    } catch (error) {
      // Another process has recorded this version, or a later one.
      if (!isDuplicate(error)) throw error;
    }
  }
}
