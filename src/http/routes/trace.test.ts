import { expect, it } from "vitest";
import type { NovelTrace } from "#/contract/trace.ts";
import { input, serveApp } from "#/http/served-app.fixture.ts";
import { claimNovel, intend } from "#/ports/store/records.fixture.ts";

it("shows a novel whose spans nobody was to be sent, without a word of it", async () => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id, traceId } = await create();
  await claimNovel(deps.store, id);
  await intend(deps.store, { novelId: id });
  const answer = await send("GET", `/api/novel/${id}/trace`);
  const trace = answer.json() as NovelTrace;
  expect(trace).toMatchObject({ traceId, sampled: false });
  expect(trace.spans.map(({ name }) => name)).toContain("chat a-model");
  for (const word of [input.title, "lighthouse", "Write the first scene"])
    expect(answer.text).not.toContain(word);
});

it("is its owner's alone: others get the 404 of a novel that never was", async () => {
  const { visitor, send } = await serveApp();
  const { id } = await visitor().create();
  const never = "019b7640-0000-7000-8000-00000000dead";
  for (const asked of [id, never, "no-id"]) {
    for (const ask of [visitor().send, send]) {
      const answer = await ask("GET", `/api/novel/${asked}/trace`);
      expect([answer.status, answer.json()]).toMatchObject([404, { code: "not-found" }]);
    }
  }
});
