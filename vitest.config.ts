import { defineConfig } from "vitest/config";

/** Seconds as Vitest wants them. */
const seconds = (count: number) => count * 1_000;

// A group starts when the one before it has ended: what measures time or starts whole servers is
// not disturbed by the rest.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["src/web/**"],
          testTimeout: seconds(60),
          hookTimeout: seconds(60),
          sequence: { groupOrder: 0 },
        },
      },
      {
        oxc: { jsx: { importSource: "preact" } },
        test: {
          name: "web",
          include: ["src/web/**/*.test.{ts,tsx}"],
          testTimeout: seconds(60),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/{e2e,ops}/**/*.test.ts", "bench/**/*.test.ts"],
          testTimeout: seconds(60),
          hookTimeout: seconds(60),
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: seconds(240),
          hookTimeout: seconds(60),
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "chaos",
          include: ["test/{chaos,reconcile,rehearse,security}/**/*.test.ts"],
          testTimeout: seconds(240),
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
