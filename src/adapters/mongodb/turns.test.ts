import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

test("work under one name runs one at a time, in the order in which it came, failures included", async () => {
  const turns = createTurns(() => false);
  const told: string[] = [];
  const work = (name: string) => async () => {
    told.push(`${name} begins`);
    await Promise.resolve();
    told.push(`${name} ends`);
    if (name === "second") throw new Error("second failed");
    return name;
  };
  const first = turns.take("novel", work("first"));
  const second = turns.take("novel", work("second"));
  const third = turns.take("novel", work("third"));
  await expect(second).rejects.toThrow("second failed");
  expect([await first, await third]).toEqual(["first", "third"]);
  const each = ["first", "second", "third"];
  expect(told).toEqual(each.flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test("an error that concerns all ends what waits under its name, and nothing that comes after", async () => {
  const turns = createTurns((error) => error instanceof RangeError);
  const ran: string[] = [];
  const work = (name: string) => async () => ran.push(name);
  const failing = turns.take("novel", () => Promise.reject(new RangeError("no store")));
  const waiting = ["second", "third"].map((name) => turns.take("novel", work(name)));
  const ended = await Promise.allSettled([failing, ...waiting]);
  expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  await turns.take("novel", work("later"));
  expect(ran).toEqual(["later"]);
});

test("work under another name does not wait", async () => {
  const turns = createTurns(() => true);
  const { promise, resolve } = Promise.withResolvers<void>();
  const slow = turns.take("one", () => promise);
  expect(await turns.take("other", async () => "done")).toBe("done");
  resolve();
  await slow;
});
