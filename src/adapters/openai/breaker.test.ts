import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ModelError } from "#/ports/language-model.ts";
import { createBreaker } from "./breaker.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date", "performance"] }));
afterEach(() => vi.useRealTimers());

const away = () => Promise.reject(new ModelError("unavailable", "503"));
const refused = () => Promise.reject(new ModelError("refused", "400"));
const well = () => Promise.resolve("text");

async function failing(breaker: ReturnType<typeof createBreaker>, times: number) {
  for (let time = 0; time < times; time += 1)
    await expect(breaker.execute(away)).rejects.toMatchObject({ message: "503" });
}

test("after five failures in a row nobody is let through, and who asks is told how long to wait", async () => {
  const breaker = createBreaker();
  await failing(breaker, 4);
  expect(breaker.restMs()).toBe(0);
  await failing(breaker, 1);
  expect(breaker.restMs()).toBe(10_000);
  vi.advanceTimersByTime(4_000);
  const call = vi.fn(well);
  await expect(breaker.execute(call)).rejects.toMatchObject({
    kind: "unavailable",
    retryAfterMs: 6_000,
  });
  expect(call).not.toHaveBeenCalled();
});

test("after the rest one call tries: its success closes the circuit, its failure opens it again", async () => {
  const breaker = createBreaker();
  await failing(breaker, 5);
  vi.advanceTimersByTime(10_000);
  expect(breaker.restMs()).toBe(0);
  await failing(breaker, 1);
  expect(breaker.restMs()).toBe(10_000);
  vi.advanceTimersByTime(10_000);
  expect(await breaker.execute(well)).toBe("text");
  await failing(breaker, 4);
  expect(breaker.restMs()).toBe(0);
});

test("a refusal says nothing of the endpoint, and a success starts the count anew", async () => {
  const breaker = createBreaker();
  for (let time = 0; time < 10; time += 1)
    await expect(breaker.execute(refused)).rejects.toMatchObject({ kind: "refused" });
  await failing(breaker, 4);
  await breaker.execute(well);
  await failing(breaker, 4);
  expect(breaker.restMs()).toBe(0);
});
