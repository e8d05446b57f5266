import { expect, test } from "vitest";
import type { ClientReport } from "#/contract/reports.ts";
import { reportFaults } from "./report-faults.ts";

function aPage() {
  const page = new EventTarget();
  const sent: ClientReport[] = [];
  reportFaults(page, (report) => sent.push(report));
  const happen = (type: string, more: object) =>
    page.dispatchEvent(Object.assign(new Event(type), more));
  return { sent, happen };
}

test("an error that nobody caught is sent, whatever was thrown", () => {
  const { sent, happen } = aPage();
  happen("error", { error: new TypeError("x is undefined") });
  happen("unhandledrejection", { reason: "a word" });
  expect(sent).toMatchObject([
    { errors: [{ name: "TypeError", message: "x is undefined" }] },
    { errors: [{ name: "unknown", message: "a word" }] },
  ]);
});

test("a page that fails in a loop sends ten reports, each of a bounded length", () => {
  const { sent, happen } = aPage();
  for (let time = 0; time < 100; time += 1)
    happen("error", { error: new Error("x".repeat(100_000)) });
  expect(sent).toHaveLength(10);
  expect(JSON.stringify(sent).length).toBeLessThan(100_000);
});

test("a file that did not load is no error of ours", () => {
  const { sent, happen } = aPage();
  happen("error", {});
  expect(sent).toEqual([]);
});
