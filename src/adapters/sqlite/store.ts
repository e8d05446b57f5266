import { join } from "node:path";
import type { Store } from "#/ports/store/store.ts";
import { createAccounts } from "./accounts.ts";
import { createAudit } from "./audit.ts";
import { createConnection } from "./connection.ts";
import { createDays } from "./days.ts";
import { createLedger } from "./ledger.ts";
import { createLog } from "./log.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { createNovels } from "./novels.ts";
import { openDatabase } from "./open-database.ts";
import { createSettings } from "./settings.ts";

/**
 * The Store in one file, `colophon.sqlite` in `dataDir` (made if missing), brought to the present
 * schema. Throws `store-unavailable` when it cannot be opened, an `Error` when its schema is newer.
 */
export async function createSqliteStore({ dataDir }: { dataDir: string }): Promise<Store> {
  const connection = createConnection(await openDatabase(join(dataDir, "colophon.sqlite")));
  try {
    migrate(connection, migrations);
    const anyNovel = connection.prepare("select 1 from novels limit 1");
    return {
      novels: createNovels(connection),
      ledger: createLedger(connection),
      log: createLog(connection),
      days: createDays(connection),
      accounts: createAccounts(connection),
      audit: createAudit(connection),
      settings: createSettings(connection),
      async health() {
        try {
          anyNovel.get();
          return "ok";
        } catch {
          return "down";
        }
      },
      async close() {
        connection.close();
      },
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}
