import { stat } from "node:fs";
import { expect, test } from "vitest";
import { withinOperation } from "./within-operation.ts";

test("an answer that came while the process was busy otherwise is taken, however late", async () => {
  const answer = withinOperation(
    () => new Promise<string>((resolve) => stat(".", () => resolve("came"))),
    20,
  );
  for (const end = performance.now() + 200; performance.now() < end;);
  expect(await answer).toBe("came");
});

test("what does not come is given up", async () => {
  const never = () => new Promise<never>(() => {});
  await expect(withinOperation(never, 20)).rejects.toMatchObject({ code: "store-unavailable" });
});
