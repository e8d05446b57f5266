import { expect, onTestFinished, test } from "vitest";
import { rawRequest } from "#/http/raw-request.fixture.ts";
import { startColophon } from "#test/harness/start-colophon.ts";

// A page whose name is made to lead to 127.0.0.1 would otherwise be a page of our own, and spend its visitor's money.

async function ask(env: Record<string, string>, host: string) {
  const { url, stop } = await startColophon({ env });
  onTestFinished(async () => void (await stop()));
  const headers = { host, origin: `http://${host}` };
  const statuses = [];
  for (const path of ["/", "/api/novel", "/metrics", "/ws/?EIO=4&transport=polling"])
    statuses.push((await rawRequest(url, { path, headers })).status);
  return statuses;
}

test("what listens on loopback answers nobody who asks for another name", async () => {
  expect(await ask({}, "evil.example:3001")).toEqual([400, 400, 400, 400]);
});

test("behind a proxy, or under its own name, it answers", async () => {
  expect(await ask({ TRUST_PROXY: "1" }, "books.example")).toEqual([200, 200, 200, 200]);
  expect(await ask({}, "localhost:3001")).toEqual([200, 200, 200, 200]);
});
