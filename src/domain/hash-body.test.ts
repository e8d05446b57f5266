import * as fc from "fast-check";
import { expect, it } from "vitest";
import { hashBody } from "./hash-body.ts";

it("is the same for the same body, however its keys are ordered", () => {
  const body = { b: [{ y: 1, x: "é" }], a: null, c: { e: true, d: undefined } };
  const reordered = { c: { e: true }, a: null, b: [{ x: "é", y: 1 }] };
  expect(hashBody(reordered)).toBe(hashBody(body));
  expect(hashBody({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
});

it("differs for any two bodies that say different things", () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (one, other) => {
      const [a, b] = [JSON.parse(one) as unknown, JSON.parse(other) as unknown];
      expect(hashBody(a) === hashBody(b)).toBe(canonical(a) === canonical(b));
    }),
  );
  expect(hashBody([1, 2])).not.toBe(hashBody([2, 1]));
  expect(hashBody({ a: "1" })).not.toBe(hashBody({ a: 1 }));
});

/** Another way to the same end: a list of every path and its value, in order. */
function canonical(value: unknown, path = "$"): string {
  if (typeof value !== "object" || value === null) return `${path}=${JSON.stringify(value)}`;
  const kind = Array.isArray(value) ? "[]" : "{}";
  const parts = Object.entries(value).map(([key, part]) =>
    canonical(part, `${path}/${JSON.stringify(key)}`),
  );
  return [`${path}=${kind}`, ...parts.toSorted()].join("\n");
}
