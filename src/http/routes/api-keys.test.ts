import { expect, it } from "vitest";
import type { ApiKeyList, ApiKeyMade } from "#/contract/api-key.ts";
import { serveOperators } from "#/http/operators.fixture.ts";

const owner = "01890000-0000-7000-8000-000000000001";
const wish = { owner, scopes: ["novels:read"], expiresAt: "2030-01-01T00:00:00Z" };

it("makes a key that is shown once, works until it is deleted, and is never told again", async () => {
  const { ops, watcher, send, audit, logs } = await serveOperators();
  const made = await ops("POST", "/internal/api-keys", { json: wish });
  expect(made.status).toBe(201);
  const { key, id, ...rest } = made.json() as ApiKeyMade;
  expect(rest).toMatchObject({
    owner,
    scopes: ["novels:read"],
    expiresAt: "2030-01-01T00:00:00.000Z",
  });
  const headers = { authorization: `Bearer ${key}` };
  expect((await send("GET", "/api/novel", { headers })).status).toBe(200);
  expect((await send("POST", "/api/novel", { headers, json: {} })).status).not.toBe(202);

  const listed = await watcher("GET", "/internal/api-keys");
  expect(listed.json()).toEqual({ items: [{ id, ...rest }], nextCursor: null });
  const deleted = await ops("DELETE", `/internal/api-keys/${id}`);
  expect(deleted.json()).toEqual({ id, ...rest });
  expect((await send("GET", "/api/novel", { headers })).status).toBe(401);
  expect((await ops("DELETE", `/internal/api-keys/${id}`)).status).toBe(404);

  const entries = await audit();
  expect(entries).toMatchObject([
    {
      action: "api-key.delete",
      target: id,
      before: { owner, scopes: ["novels:read"] },
      after: null,
    },
    { action: "api-key.create", target: id, before: null, after: { owner } },
  ]);
  for (const told of [listed.text, deleted.text, JSON.stringify(entries), JSON.stringify(logs)]) {
    expect(told).not.toContain(key);
    expect(told).not.toMatch(/hash/);
  }
});

it("lists keys newest first, in pages and of one owner, expired ones too", async () => {
  const { ops, watcher, clock } = await serveOperators();
  const ids: string[] = [];
  for (const n of [1, 2, 1]) {
    const of = { ...wish, owner: owner.replace(/1$/, `${n}`), expiresAt: "2026-01-02T00:00:00Z" };
    ids.push(((await ops("POST", "/internal/api-keys", { json: of })).json() as ApiKeyMade).id);
  }
  await clock.advance(366 * 86_400_000);
  const list = async (query: string) =>
    (await watcher("GET", `/internal/api-keys${query}`)).json() as ApiKeyList;
  const idsIn = ({ items }: ApiKeyList) => items.map(({ id }) => id);
  expect(idsIn(await list(""))).toEqual(ids.toReversed());
  expect(idsIn(await list(`?owner=${owner}`))).toEqual([ids[2], ids[0]]);
  const first = await list("?limit=2");
  expect(idsIn(await list(`?limit=2&cursor=${first.nextCursor}`))).toEqual([ids[0]]);
});

it("refuses a wish that could be no key, by name, and writes nothing down", async () => {
  const { ops, audit } = await serveOperators();
  const refused: [object, string][] = [
    [{ owner: "me" }, "owner"],
    [{ scopes: [] }, "scopes"],
    [{ scopes: ["novels:all"] }, "scopes.0"],
    [{ expiresAt: "tomorrow" }, "expiresAt"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
    [{ key: "mine" }, "key"],
  ];
  for (const [part, path] of refused) {
    const answer = await ops("POST", "/internal/api-keys", { json: { ...wish, ...part } });
    expect([part, answer.status]).toEqual([part, 400]);
    expect(answer.json()).toMatchObject({ errors: [{ path }] });
  }
  expect(await audit()).toEqual([]);
});
