import { expect, test, vi } from "vitest";
import { aNovel } from "#/web/live/novel.fixture.ts";
import { fakeNovelApi } from "#/web/server-api/fake-novel-api.fixture.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { createCodeDesk } from "./code-desk.ts";

test("says whether there is a code already, and whether there are novels to lose", async () => {
  const api = fakeNovelApi();
  const desk = createCodeDesk(api);
  expect([desk.madeAt.value, desk.hasNovels.value]).toEqual([undefined, false]);
  await desk.look();
  expect([desk.madeAt.value, desk.hasNovels.value]).toEqual([null, false]);
  api.list.mockResolvedValue({ items: [aNovel()], nextCursor: null });
  api.me.mockResolvedValue({ owner: "o", recoveryCodeCreatedAt: "2026-11-23T10:00:00.000Z" });
  await desk.look();
  expect([desk.madeAt.value, desk.hasNovels.value]).toEqual(["2026-11-23T10:00:00.000Z", true]);
});

test("a code that was made is shown, once for two impatient clicks", async () => {
  const api = fakeNovelApi();
  const desk = createCodeDesk(api);
  await Promise.all([desk.make(), desk.make()]);
  expect(api.makeRecoveryCode).toHaveBeenCalledOnce();
  expect(desk.code.value).toBe("7Q2M-XK4D-0RTE-9WZB-3HFN-V6SA-PC1G");
  expect(desk.madeAt.value).toBe("2026-11-24T10:00:00.000Z");
});

test("a code is made also while it is not yet known whether there is one, and what is found out later stands back", async () => {
  const api = fakeNovelApi();
  const desk = createCodeDesk(api);
  const looking = desk.look();
  await desk.make();
  await looking;
  expect(desk.code.value).not.toBeNull();
  expect(desk.madeAt.value).toBe("2026-11-24T10:00:00.000Z");
});

test("what the server refuses is told in its words, and tried again when asked to", async () => {
  const api = fakeNovelApi();
  const desk = createCodeDesk(api);
  api.makeRecoveryCode.mockRejectedValueOnce(new RequestError("rate-limited", "Not now."));
  await desk.make();
  expect([desk.problem.value?.message, desk.code.value, desk.busy.value]).toEqual([
    "Not now.",
    null,
    false,
  ]);
  await desk.make();
  expect(desk.problem.value).toBeNull();
  expect(desk.code.value).not.toBeNull();
});

test("what is no refusal of the server's is not hidden", async () => {
  const api = fakeNovelApi();
  api.me = vi.fn(() => Promise.reject(new TypeError("a fault of ours")));
  await expect(createCodeDesk(api).look()).rejects.toThrow("a fault of ours");
});

test("every other browser is signed out at one's word, and the code that replaces theirs is shown", async () => {
  const api = fakeNovelApi();
  const desk = createCodeDesk(api);
  await desk.make();
  expect(desk.alone.value).toBe(false);
  await Promise.all([desk.signOutOthers(), desk.signOutOthers()]);
  expect(api.signOutOthers).toHaveBeenCalledOnce();
  expect(desk.alone.value).toBe(true);
  expect(desk.code.value).toBe("XK4D-7Q2M-0RTE-9WZB-3HFN-V6SA-PC1G");
  expect(desk.madeAt.value).toBe("2026-11-25T10:00:00.000Z");
});

test("what keeps one from signing out is told where it was asked for, and nobody is taken for signed out", async () => {
  const api = fakeNovelApi();
  const desk = createCodeDesk(api);
  api.signOut.mockRejectedValueOnce(new RequestError("unreachable", "Nobody there."));
  api.signOutOthers.mockRejectedValueOnce(new RequestError("rate-limited", "Not now."));
  expect(await desk.signOut()).toBe(false);
  expect(await desk.signOutOthers()).toBe(false);
  expect([desk.alone.value, desk.code.value, desk.problem.value]).toEqual([false, null, null]);
  expect(desk.hereProblem.value?.message).toBe("Nobody there.");
  expect(desk.othersProblem.value?.message).toBe("Not now.");
  expect(await desk.signOut()).toBe(true);
  expect(desk.hereProblem.value).toBeNull();
});
