import { ProblemError } from "#/contract/problem.ts";
import type { Connection } from "./connection.ts";

/**
 * Applies the migrations that the database has not seen yet, all or none, and records its version.
 * Throws when a newer Colophon wrote it.
 */
export function migrate(connection: Connection, migrations: readonly string[]): void {
  const version = connection.prepare<{ user_version: number }>("pragma user_version");
  connection.transaction(() => {
    const found = version.get()?.user_version ?? 0;
    if (found > migrations.length)
      throw new ProblemError(
        "store-unavailable",
        `The stored novels have schema version ${found}, but this Colophon only knows version ` +
          `${migrations.length} and older. Run the newer Colophon that wrote them.`,
      );
    for (const migration of migrations.slice(found)) connection.execute(migration);
    connection.execute(`pragma user_version = ${migrations.length}`);
  });
}
