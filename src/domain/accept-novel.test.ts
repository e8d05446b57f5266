import { expect, test } from "vitest";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { newNovel } from "#/ports/store/records.fixture.ts";
import { acceptNovel } from "./accept-novel.ts";
import { openCommandDeps, withoutAnswer } from "./command-deps.fixture.ts";

test("a novel is accepted although bus and queue do not answer; both were asked, once", async () => {
  const { deps, asked } = withoutAnswer((await openCommandDeps()).deps);
  const { params: input, owner, requestId } = newNovel();
  const accept = () =>
    acceptNovel(
      { ...deps, ids: createSystemIds(), notice: null, unpricedModels: () => [] },
      {
        owner,
        idempotencyKey: "the-key",
        input,
        requestId,
        trace: {
          traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
          spanId: "00f067aa0ba902b7",
          sampled: true,
        },
      },
    );
  const { novel } = await accept();
  expect(await deps.store.novels.get(novel.id)).toMatchObject({ status: "queued" });
  expect(await accept()).toMatchObject({ novel: { id: novel.id }, replayed: true });
  expect(asked).toEqual(["publish", "enqueue"]);
});
