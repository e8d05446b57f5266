import { expect, test } from "vitest";
import { createMemory, forgetOwner, themeKey } from "./memory.ts";

/** A storage has what it holds as properties, and its methods not among them. */
function fakeStorage() {
  const values: Record<string, string> = {};
  const methods = {
    getItem: { value: (key: string) => values[key] ?? null },
    setItem: { value: (key: string, value: string) => void (values[key] = value) },
    removeItem: { value: (key: string) => void delete values[key] },
  };
  return Object.defineProperties(values, methods) as unknown as Storage;
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

test("who is signed out leaves nothing behind but the looks of the app, where storage is blocked too", () => {
  const [local, session] = [fakeStorage(), fakeStorage()];
  for (const key of ["colophon.place.n1", themeKey, "somebody-elses"]) local.setItem(key, "1");
  for (const key of ["colophon.form", "colophon.outline.n1"]) session.setItem(key, "1");
  const blocked = () => {
    throw new DOMException("denied", "SecurityError");
  };
  forgetOwner([blocked, () => local, () => session]);
  expect(Object.keys(local)).toEqual([themeKey, "somebody-elses"]);
  expect(Object.keys(session)).toEqual([]);
});
