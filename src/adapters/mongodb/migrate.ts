import type { Db } from "mongodb";
import { ProblemError } from "#/contract/problem.ts";
import type { Migration } from "./migrations.ts";
import { isDuplicate } from "./store-error.ts";
import { withinOperation } from "./within-operation.ts";

/** What the database says of its schema: the oldest version whose Colophon still gets on with it. */
interface Schema {
  _id: string;
  version: number;
  oldestReader: number;
}

/**
 * Applies the migrations that the database has not seen yet and records its version. Processes that
 * start at once may each apply them. A newer Colophon's schema is left as it is; throws
 * `store-unavailable` when it has more than additions to the one that is known here.
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<void> {
  const settings = db.collection<Schema>("settings");
  const found = await withinOperation(() => settings.findOne({ _id: "schema" }));
  const foundVersion = found?.version ?? 0;
  // Where no oldest reader is recorded, it is the version that was written.
  const oldestReader = found?.oldestReader ?? foundVersion;
  if (oldestReader > migrations.length)
    throw new ProblemError(
      "store-unavailable",
      `The stored novels have schema version ${foundVersion}, which can be read from version ` +
        `${oldestReader} on, but this Colophon only knows version ${migrations.length} and older. ` +
        "Run the newer Colophon that wrote them.",
    );
  let reader = 0;
  for (const [index, { apply, additive }] of migrations.entries()) {
    const version = index + 1;
    if (!additive) reader = version;
    if (version <= foundVersion) continue;
    await apply(db);
    const older = { _id: "schema", version: { $lt: version } };
    try {
      const schema = { version, oldestReader: reader };
      await settings.updateOne(older, { $set: schema }, { upsert: true });
    } catch (error) {
      // Another process has recorded this version, or a later one.
      if (!isDuplicate(error)) throw error;
    }
  }
}
