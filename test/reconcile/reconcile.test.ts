import { expect, test } from "vitest";
import { onlyEmbedded } from "./open-system.ts";
import { proveOnEvidence, proveOnProduct } from "./prove.ts";
import { observeRun, reconcile } from "./reconcile.ts";

// The part of `npm run reconcile` that runs with every test: seeded.

const seed = 20_260;

test("logs, metrics, spans, ledger, events and the model server's own log tell of one and the same run", async () => {
  const evidence = await observeRun({ seed, embedded: true, plain: 1 });
  const findings = reconcile(evidence);
  expect(findings.broken, findings.rows().join("\n")).toEqual([]);
  const overlooked = proveOnEvidence(evidence).filter(({ found }) => !found);
  expect(overlooked, "lies about that run which were not found out").toEqual([]);
});

test("processes of several kinds agree as well, one of them killed in the middle of a call", async ({
  skip,
}) => {
  if (onlyEmbedded !== false) skip(onlyEmbedded);
  const findings = reconcile(await observeRun({ seed, embedded: false, plain: 1 }));
  expect(findings.broken, findings.rows().join("\n")).toEqual([]);
});

test.each(["counts-cost-too-high", "drops-lines"])(
  "a product that lies (%s) is found out",
  async (lie) => {
    const { broken, expected } = await proveOnProduct(lie, seed);
    expect(broken).toContain(expected);
  },
);
