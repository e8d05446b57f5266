import { expect, it } from "vitest";
import type { NovelStanding, StandingList } from "#/contract/novel-standing.ts";
import { serveOperators } from "#/http/operators.fixture.ts";
import { changeNovel } from "#/http/served-app.fixture.ts";

const neverWas = "01890000-0000-7000-8000-000000000000";

it("lists everybody's novels without a word of them, by status, by owner and in pages", async () => {
  const { visitor, watcher, deps } = await serveOperators();
  const [one, other] = [visitor(), visitor()];
  const ids: string[] = [];
  for (const who of [one, other, one]) ids.push((await who.create({ title: "My secret" })).id);
  await changeNovel(deps.store, ids[1] ?? "", { status: "failed" });
  const list = async (query: string) => {
    const { text, json } = await watcher("GET", `/internal/novels${query}`);
    expect(text).not.toMatch(/My secret|lighthouse/);
    return json() as StandingList;
  };
  const idsIn = ({ items }: StandingList) => items.map(({ id }) => id);
  expect(idsIn(await list(""))).toEqual(ids.toReversed());
  expect(idsIn(await list("?status=failed"))).toEqual([ids[1]]);
  const [{ owner } = { owner: "" }] = (await list("")).items;
  expect(idsIn(await list(`?owner=${owner}`))).toEqual([ids[2], ids[0]]);
  const first = await list("?limit=2");
  expect(idsIn(await list(`?limit=2&cursor=${first.nextCursor}`))).toEqual([ids[0]]);
  for (const query of ["?owner=me", "?status=lost", "?cursor=x", "?limit=0", "?title=x"])
    expect((await watcher("GET", `/internal/novels${query}`)).status).toBe(400);
});

it("does to anybody's novel what its owner could, and writes down who did", async () => {
  const { visitor, ops, audit, deps } = await serveOperators();
  const { id } = await visitor().create();
  const does = async (command: string) => {
    const answer = await ops("POST", `/internal/novels/${id}/${command}`);
    expect([command, answer.status]).toEqual([command, 200]);
    return answer.json() as NovelStanding;
  };
  expect(await does("pause")).toMatchObject({ id, status: "paused" });
  expect(await does("resume")).toMatchObject({ status: "queued" });
  await changeNovel(deps.store, id, { status: "failed" });
  expect(await does("retry")).toMatchObject({ status: "queued" });
  expect(await does("cancel")).toMatchObject({ status: "cancelled" });
  const entries = await audit();
  expect(entries).toMatchObject([
    { seq: 4, action: "novel.cancel", after: { status: "cancelled" } },
    { seq: 3, action: "novel.retry", before: { status: "failed" }, after: { status: "queued" } },
    { seq: 2, action: "novel.resume", before: { status: "paused" }, after: { status: "queued" } },
    { seq: 1, action: "novel.pause", before: { status: "queued" }, after: { status: "paused" } },
  ]);
  for (const entry of entries) expect(entry).toMatchObject({ actor: "ops", target: id });
  const events = await deps.store.log.read({ novelId: id, after: 0, limit: 100 });
  const told = new Set(events?.items.map(({ requestId }) => requestId));
  for (const { requestId } of entries) expect(told).toContain(requestId);
  const { values } = await deps.metrics.auditEntries.get();
  expect(values).toContainEqual({ labels: { action: "novel.pause" }, value: 1 });
});

it("an operator's command that is not possible changes nothing and is not written down", async () => {
  const { visitor, ops, audit, deps } = await serveOperators();
  const { id } = await visitor().create();
  const before = await deps.store.novels.get(id);
  for (const command of ["resume", "retry"]) {
    const answer = await ops("POST", `/internal/novels/${id}/${command}`);
    expect(answer.status).toBe(409);
    expect(answer.json()).toMatchObject({ code: "invalid-state" });
  }
  expect((await ops("POST", `/internal/novels/${neverWas}/cancel`)).status).toBe(404);
  expect((await ops("POST", "/internal/novels/x/cancel")).status).toBe(404);
  expect(await deps.store.novels.get(id)).toEqual(before);
  expect(await audit()).toEqual([]);
});
