import { expect, test, vi } from "vitest";
import { ModelError } from "#/ports/language-model.ts";
import { createBreaker } from "./breaker.ts";

const away = () => Promise.reject(new ModelError("unavailable", "503"));
const refused = () => Promise.reject(new ModelError("refused", "400"));
const stopped = () => Promise.reject(new ModelError("aborted", "stopped"));
const well = () => Promise.resolve("text");

function start() {
  let ms = 5_000;
  const pass = (more: number) => {
    ms += more;
  };
  return { breaker: createBreaker(() => ms), pass };
}

type Breaker = ReturnType<typeof createBreaker>;

async function failing(breaker: Breaker, times: number) {
  for (let time = 0; time < times; time += 1)
    await expect(breaker.execute(away)).rejects.toMatchObject({ message: "503" });
}

test("after five failures in a row nobody is let through, and who asks is told how long to wait", async () => {
  const { breaker, pass } = start();
  await failing(breaker, 4);
  expect(breaker.restMs()).toBe(0);
  await failing(breaker, 1);
  expect(breaker.restMs()).toBe(10_000);
  pass(4_000);
  const call = vi.fn(well);
  await expect(breaker.execute(call)).rejects.toMatchObject({
    kind: "unavailable",
    retryAfterMs: 6_000,
  });
  expect(call).not.toHaveBeenCalled();
});

test("after the rest one call tries: its success closes the circuit, its failure opens it again", async () => {
  const { breaker, pass } = start();
  await failing(breaker, 5);
  pass(10_000);
  expect(breaker.restMs()).toBe(0);
  await failing(breaker, 1);
  expect(breaker.restMs()).toBe(10_000);
  pass(10_000);
  expect(await breaker.execute(well)).toBe("text");
  await failing(breaker, 4);
  expect(breaker.restMs()).toBe(0);
});

test("the rest does not depend on the wall clock", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const { breaker, pass } = start();
    await failing(breaker, 5);
    vi.setSystemTime(Date.now() - 3_600_000);
    pass(10_000);
    expect(await breaker.execute(well)).toBe("text");
  } finally {
    vi.useRealTimers();
  }
});

test("during a trial everybody else is told to come back, and nobody waits", async () => {
  const { breaker, pass } = start();
  await failing(breaker, 5);
  pass(10_000);
  const { promise, resolve } = Promise.withResolvers<string>();
  const trial = breaker.execute(() => promise);
  const call = vi.fn(well);
  await expect(breaker.execute(call)).rejects.toMatchObject({
    kind: "unavailable",
    retryAfterMs: 1_000,
  });
  expect(call).not.toHaveBeenCalled();
  resolve("text");
  expect(await trial).toBe("text");
  expect(await breaker.execute(well)).toBe("text");
});

test("a trial that was stopped decides nothing: the next call tries", async () => {
  const { breaker, pass } = start();
  await failing(breaker, 5);
  pass(10_000);
  await expect(breaker.execute(stopped)).rejects.toMatchObject({ kind: "aborted" });
  expect(breaker.restMs()).toBe(0);
  await failing(breaker, 1);
  expect(breaker.restMs()).toBe(10_000);
});

test("a call from before the circuit opened neither closes it nor prolongs the rest", async () => {
  const { breaker, pass } = start();
  const [good, bad] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const early = [breaker.execute(() => good.promise), breaker.execute(() => bad.promise)];
  await failing(breaker, 5);
  pass(1_000);
  good.resolve("text");
  bad.reject(new ModelError("unavailable", "late"));
  await Promise.allSettled(early);
  expect(breaker.restMs()).toBe(9_000);
});

test("a refusal says nothing of the endpoint, and a success starts the count anew", async () => {
  const { breaker } = start();
  for (let time = 0; time < 10; time += 1)
    await expect(breaker.execute(refused)).rejects.toMatchObject({ kind: "refused" });
  await failing(breaker, 4);
  await breaker.execute(well);
  await failing(breaker, 4);
  expect(breaker.restMs()).toBe(0);
});

test("a refused trial closes the circuit: the endpoint answers", async () => {
  const { breaker, pass } = start();
  await failing(breaker, 5);
  pass(10_000);
  await expect(breaker.execute(refused)).rejects.toMatchObject({ kind: "refused" });
  await failing(breaker, 4);
  expect(breaker.restMs()).toBe(0);
});

test("what `mayStart` throws is passed on and says nothing of the endpoint", async () => {
  const { breaker, pass } = start();
  const drain = new ModelError("unavailable", "draining");
  const call = vi.fn(well);
  const draining = () => {
    throw drain;
  };
  for (let time = 0; time < 5; time += 1)
    await expect(breaker.execute(call, draining)).rejects.toBe(drain);
  expect(breaker.restMs()).toBe(0);
  await failing(breaker, 5);
  await expect(breaker.execute(call, draining)).rejects.toMatchObject({ retryAfterMs: 10_000 });
  pass(10_000);
  await expect(breaker.execute(call, draining)).rejects.toBe(drain);
  expect(call).not.toHaveBeenCalled();
  expect(await breaker.execute(well)).toBe("text");
});
