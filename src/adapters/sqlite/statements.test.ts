import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { cause, moment, newNovel, novelId } from "#/ports/store/records.fixture.ts";
import { createAccounts } from "./accounts.ts";
import { createAudit } from "./audit.ts";
import { createConnection } from "./connection.ts";
import { createDays } from "./days.ts";
import { createLedger } from "./ledger.ts";
import { createLog } from "./log.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { createNovels } from "./novels.ts";
import { createSettings } from "./settings.ts";

const connection = createConnection(new DatabaseSync(":memory:"));
migrate(connection, migrations);

/** The statements that each section of the Store prepares. */
const statements: string[] = [];
const spy: typeof connection = {
  ...connection,
  prepare: (sql) => {
    statements.push(sql);
    return connection.prepare(sql);
  },
};
createNovels(spy);
createLedger(spy);
createLog(spy);
createDays(spy);
createAccounts(spy);
createAudit(spy);
createSettings(spy);

function planOf(sql: string): string[] {
  const plan = connection.prepare<{ detail: string }>(`explain query plan ${sql}`).all();
  return plan.map(({ detail }) => detail);
}

test("no statement reads a whole table but that of what is set aside, which is small", () => {
  const scans = statements
    .flatMap(planOf)
    .filter((detail) => /^SCAN \w+$/.test(detail) && detail !== "SCAN reservations");
  expect(scans).toEqual([]);
});

test("novels that have to wait are passed over without reading their rows", () => {
  const waiting = statements.filter((sql) => sql.includes("order by coalesce(run_at, updated_at)"));
  expect(waiting.map(planOf)).toEqual([["SCAN novels USING COVERING INDEX novels_runnable"]]);
});

test("of a long line of runnable novels no more than is asked for is read", async () => {
  const line = new DatabaseSync(":memory:");
  const lined = createConnection(line);
  migrate(lined, migrations);
  let read = 0;
  const novels = createNovels({
    ...lined,
    prepare(sql) {
      const statement = lined.prepare(sql);
      return {
        ...statement,
        *iterate(parameters) {
          for (const row of statement.iterate(parameters)) {
            read += 1;
            yield row;
          }
        },
      };
    },
  });
  for (let n = 1; n <= 20; n += 1)
    await novels.accept(newNovel({ id: novelId(n), owner: `owner-${n}` }), { cause, events: [] });
  const at = moment(60);
  const query = { at, furthest: at, limit: 2, activePerOwner: 1 };
  expect(await novels.runnable(query)).toHaveLength(2);
  expect(read).toBe(3);
  lined.close();
});

test("lists, runnable and held novels, calls, turns and events are read in the order of an index, not sorted", () => {
  const ordered = statements.filter((sql) => /\border by\b/.test(sql));
  expect(ordered).toHaveLength(20);
  const sorted = ordered.filter((sql) =>
    planOf(sql).some((detail) => detail.includes("TEMP B-TREE")),
  );
  expect(sorted).toEqual([]);
});
