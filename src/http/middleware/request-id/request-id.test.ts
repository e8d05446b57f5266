import { expect, it } from "vitest";
import { serveApp } from "#/http/served-app.fixture.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("keeps a sane id of the caller's, in the answer, the problem and the log", async () => {
  const { send, logs } = await serveApp();
  for (const id of ["a", "Req-1.of_2", "x".repeat(128)]) {
    const answer = await send("GET", "/api/nothing", { headers: { "x-request-id": id } });
    expect(answer.headers.get("x-request-id")).toBe(id);
    expect(answer.json()).toMatchObject({ requestId: id });
    expect(logs.at(-1)).toMatchObject({ request_id: id });
  }
});

it("replaces any other by one of its own, new each time", async () => {
  const { send } = await serveApp();
  const seen = new Set<string | null>();
  for (const id of [
    "",
    "two words",
    "x".repeat(129),
    "a/b",
    "é",
    '"',
    "a,b",
    `sk-${"k3Y".repeat(12)}`,
  ]) {
    const answer = await send("GET", "/api/about", { headers: { "x-request-id": id } });
    expect(answer.headers.get("x-request-id")).toMatch(uuid);
    seen.add(answer.headers.get("x-request-id"));
  }
  expect(seen.size).toBe(8);
});
