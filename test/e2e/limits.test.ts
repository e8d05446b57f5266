import { expect, onTestFinished, test } from "vitest";
import { startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

const asDocumented = {
  RATE_LIMIT_NOVEL_CREATE: "",
  RATE_LIMIT_NOVEL_READ: "",
  RATE_LIMIT_READ: "",
  RATE_LIMIT_WRITE: "",
};

test("unless told otherwise, an hour takes ten submits and a hundred looks at novels from an address", async () => {
  const colophon = await startColophon({
    env: { ...asDocumented, DEMO_WRITER_WORDS_PER_SECOND: "0", LOG_LEVEL: "warn" },
  });
  onTestFinished(async () => {
    await colophon.stop();
  });
  const { createNovel, send } = visit(colophon.url);
  const ids: string[] = [];
  for (let novel = 1; novel <= 10; novel += 1) ids.push((await createNovel({})).id);
  await expect(createNovel({})).rejects.toThrow("429");
  // Neither a new visitor nor an invented address is anybody else.
  const invented = await fetch(`${colophon.url}/api/novel`, {
    method: "POST",
    headers: { "x-forwarded-for": "192.0.2.1" },
  });
  expect(invented.status).toBe(429);
  expect(Number(invented.headers.get("retry-after"))).toBeGreaterThan(3_500);

  const looks: number[] = [];
  for (let look = 0; look <= 100; look += 1)
    looks.push((await send("GET", `/api/novel/${ids[look % 10]}`)).status);
  expect(looks.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => 200));
  expect(looks[100]).toBe(429);
  expect((await send("GET", `/api/novel/${ids[0]}/events`)).status).toBe(200);
  expect((await send("POST", `/api/novel/${ids[0]}/cancel`)).status).not.toBe(429);
  expect((await send("GET", "/health/ready")).status).toBe(200);
});
