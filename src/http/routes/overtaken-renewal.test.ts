import { expect, it, vi } from "vitest";
import { serveApp } from "#/http/served-app.fixture.ts";

it("a renewal that all others' end overtakes brings nothing that outlives it", async () => {
  const app = await serveApp();
  const ask = (cookie: string, method = "GET", path = "/api/novel") =>
    app.send(method, path, { headers: { cookie } });
  const cookieOf = ({ headers }: { headers: Headers }) =>
    headers.get("set-cookie")?.split(";")[0] ?? "";
  const laptop = cookieOf(await app.send("GET", "/api/novel"));
  const mine = cookieOf(await ask(laptop, "POST", "/api/me/sessions"));
  // So that what is asked next is asked by the renewal itself.
  expect((await ask(laptop)).status).toBe(200);
  const { accounts } = app.deps.store;
  const endedSessions = accounts.endedSessions.bind(accounts);
  // The laptop is still found to go on; by the time it has its new session, it was ended.
  vi.spyOn(accounts, "endedSessions").mockImplementationOnce(async (sessions) => {
    const found = await endedSessions(sessions);
    await ask(mine, "DELETE", "/api/me/sessions");
    return found;
  });
  const renewed = cookieOf(await ask(laptop, "POST", "/api/me/sessions"));
  await app.clock.advance(2_000);
  for (const cookie of [laptop, renewed]) expect((await ask(cookie)).status).toBe(401);
  expect((await ask(mine)).status).toBe(200);
});
