import { afterEach, expect, test, vi } from "vitest";
import { createSystemIds } from "./ids.ts";

const randomness = vi.hoisted(() => ({ zeros: 0 }));

vi.mock(import("node:crypto"), async (importOriginal) => {
  const crypto = await importOriginal();
  const randomBytes = (size: number) => {
    if (randomness.zeros === 0) return crypto.randomBytes(size);
    randomness.zeros -= 1;
    return Buffer.alloc(size);
  };
  return { ...crypto, randomBytes };
});

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => {
  vi.useRealTimers();
});

function timeOf(uuid: string): number {
  return Number.parseInt(uuid.replace("-", "").slice(0, 12), 16);
}

test("a uuid is a UUIDv7 of the present moment", () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 1, 3, 4, 5, 6, 7), toFake: ["Date"] });
  const uuid = createSystemIds().uuid();
  expect(uuid).toMatch(uuidV7);
  expect(timeOf(uuid)).toBe(Date.UTC(2026, 1, 3, 4, 5, 6, 7));
});

test("uuids made within one millisecond sort in the order of making, however many", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const ids = createSystemIds();
  const uuids = Array.from({ length: 10_000 }, () => ids.uuid());
  for (const uuid of uuids) expect.soft(uuid).toMatch(uuidV7);
  expect(uuids.toSorted()).toEqual(uuids);
  expect(new Set(uuids).size).toBe(uuids.length);
});

test("uuids sort in the order of making when the wall clock is set back", () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 1, 3), toFake: ["Date"] });
  const ids = createSystemIds();
  const first = ids.uuid();
  vi.setSystemTime(Date.UTC(2026, 1, 2));
  const second = ids.uuid();
  vi.setSystemTime(Date.UTC(2026, 1, 4));
  const third = ids.uuid();
  expect([third, second, first].toSorted()).toEqual([first, second, third]);
  expect(timeOf(third)).toBe(Date.UTC(2026, 1, 4));
});

test("two makers of ids make different ones in the same millisecond", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  expect(createSystemIds().uuid()).not.toBe(createSystemIds().uuid());
});

test("trace and span ids are lower-case hex of their lengths, and new each time", () => {
  const ids = createSystemIds();
  expect(ids.traceId()).toMatch(/^[0-9a-f]{32}$/);
  expect(ids.spanId()).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(Array.from({ length: 1_000 }, () => ids.traceId())).size).toBe(1_000);
});

test("a trace or span id is never all zero", () => {
  for (const make of ["traceId", "spanId"] as const) {
    randomness.zeros = 2;
    expect(createSystemIds()[make]()).toMatch(/[1-9a-f]/);
    expect(randomness.zeros).toBe(0);
  }
});
