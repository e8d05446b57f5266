import { defineConfig } from "vitest/config";
import { patienceMs } from "./test/harness/patience.ts";

/** Seconds as Vitest wants them. */
const seconds = (count: number) => count * 1_000;

// Longer than anything in a test is waited for, so that it can say what did not come.
const patient = {
  testTimeout: seconds(120),
  hookTimeout: seconds(120),
  expect: { poll: { timeout: patienceMs } },
};

// A group starts when the one before it has ended: what measures time or starts whole servers is
// not disturbed by the rest.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...patient,
          name: "unit",
          include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["src/web/**"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        oxc: { jsx: { importSource: "preact" } },
        test: {
          ...patient,
          name: "web",
          include: ["src/web/**/*.test.{ts,tsx}"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...patient,
          name: "e2e",
          include: ["test/{e2e,ops}/**/*.test.ts", "bench/**/*.test.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...patient,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: seconds(240),
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...patient,
          name: "chaos",
          include: ["test/{chaos,reconcile,rehearse,security}/**/*.test.ts"],
          testTimeout: seconds(480),
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
