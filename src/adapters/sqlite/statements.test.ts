import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { createConnection } from "./connection.ts";
import { createDays } from "./days.ts";
import { createLedger } from "./ledger.ts";
import { createLog } from "./log.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { createNovels } from "./novels.ts";

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

function planOf(sql: string): string[] {
  const plan = connection.prepare<{ detail: string }>(`explain query plan ${sql}`).all();
  return plan.map(({ detail }) => detail);
}

test("no statement reads a whole table", () => {
  const scans = statements.filter((sql) => planOf(sql).some((detail) => /^SCAN \w+$/.test(detail)));
  expect(scans).toEqual([]);
});

test("lists, runnable and held novels, calls and events are read in the order of an index, not sorted", () => {
  const ordered = statements.filter((sql) => /\border by\b/.test(sql));
  expect(ordered).toHaveLength(11);
  const sorted = ordered.filter((sql) =>
    planOf(sql).some((detail) => detail.includes("TEMP B-TREE")),
  );
  expect(sorted).toEqual([]);
});
