import { expect, test } from "vitest";
import { noMongo } from "#test/harness/mongo-database.ts";
import { noCluster } from "#test/harness/start-cluster.ts";
import { bench } from "./scale.bench.ts";

const small = {
  novels: 100,
  events: 1_000,
  "mongodb-events": 500,
  alone: 1,
  rounds: 1,
  chapters: 1,
  workers: "1,2",
};

test(
  "a small run measures every part, and says which it left out and why",
  { timeout: 240_000 },
  async () => {
    const flags = Object.entries(small).flatMap(([flag, value]) => [`--${flag}`, `${value}`]);
    const figures = await bench(flags);
    const leftOut = figures
      .map(([, value]) => value)
      .filter((value) => value.startsWith("left out"));
    expect(leftOut).toEqual(
      [noMongo, noCluster].filter((why) => why !== false).map((why) => `left out: ${why}`),
    );
    expect(figures.flat().join("\n")).not.toMatch(/NaN|undefined|Infinity/);
  },
);
