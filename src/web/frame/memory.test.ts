import { expect, test } from "vitest";
import { createMemory } from "./memory.ts";

function fakeStorage() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as unknown as Storage;
}

test("what is written is read until it is forgotten", () => {
  const storage = fakeStorage();
  const memory = createMemory<{ chapter: number }>(() => storage, "place");
  expect(memory.read()).toBeUndefined();
  memory.write({ chapter: 3 });
  expect(memory.read()).toEqual({ chapter: 3 });
  memory.forget();
  expect(memory.read()).toBeUndefined();
});

test("a browser that keeps nothing, or has kept something broken, does no harm", () => {
  const blocked = createMemory<number>(() => {
    throw new DOMException("denied", "SecurityError");
  }, "place");
  blocked.write(1);
  blocked.forget();
  expect(blocked.read()).toBeUndefined();
  const storage = fakeStorage();
  storage.setItem("place", "{");
  expect(createMemory(() => storage, "place").read()).toBeUndefined();
});
