import { expect, test } from "vitest";
import { eachByItself } from "./each-by-itself.ts";

test("what fails for one item holds up no other, and is told in the end", async () => {
  const done: number[] = [];
  const acting = eachByItself([1, 2, 3], async (item) => {
    if (item === 1) throw new Error("locked");
    done.push(item);
  });
  await expect(acting).rejects.toThrow("locked");
  expect(done).toEqual([2, 3]);
});

test("when everything fails the rest is not tried", async () => {
  let tried = 0;
  const acting = eachByItself(
    Array.from({ length: 100 }, (_, index) => index),
    async () => {
      tried += 1;
      throw new Error("away");
    },
  );
  await expect(acting).rejects.toThrow("away");
  expect(tried).toBe(5);
});
