import { expect, test } from "vitest";
import type { NovelView } from "#/contract/novel.ts";
import { aNovel } from "#/web/live/novel.fixture.ts";
import { fakeNovelApi } from "#/web/server-api/fake-novel-api.fixture.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { examplePremises } from "./example-premises.ts";
import { type KeptForm, createNovelForm, newIdempotencyKey } from "./novel-form.ts";

const typed = { title: "Mine", premise: "A keeper drowns in a dead calm.", genre: "Mystery" };

function setUp(kept?: KeptForm) {
  const api = fakeNovelApi();
  const store = { kept };
  const memory = {
    read: () => store.kept,
    write: (form: KeptForm) => void (store.kept = form),
    forget: () => void (store.kept = undefined),
  };
  let keys = 0;
  const open = () => createNovelForm({ api, memory, newKey: () => `key-${(keys += 1)}` });
  return { api, store, open, form: open() };
}

test("a form that is sent twice at once is sent once", async () => {
  const { api, form } = setUp();
  form.set(typed);
  const answer = Promise.withResolvers<NovelView>();
  api.create.mockReturnValue(answer.promise);
  const [first, second] = [form.send(), form.send()];
  answer.resolve(aNovel());
  expect(await Promise.all([first, second])).toEqual([aNovel(), null]);
  expect(api.create).toHaveBeenCalledOnce();
});

test("what is wrong is told at its field and nothing is sent, until it is mended", async () => {
  const { api, form } = setUp();
  form.set({ ...typed, title: "" });
  expect(form.errors.value).toEqual({});
  expect(await form.send()).toBeNull();
  expect(form.errors.value).toEqual({ title: "Give the novel a title." });
  expect(form.refusals.value).toBe(1);
  form.set({ title: "Mine" });
  expect(form.errors.value).toEqual({});
  expect(api.create).not.toHaveBeenCalled();
  expect(await form.send()).toEqual(aNovel());
});

test("the server's errors are put at their fields", async () => {
  const { api, form } = setUp();
  form.set(typed);
  const errors = [{ path: "genre", message: "is not a genre" }];
  api.create.mockRejectedValue(new RequestError("invalid-input", "Not valid.", { errors }));
  expect(await form.send()).toBeNull();
  expect(form.errors.value).toEqual({ genre: "is not a genre" });
  expect([form.problem.value?.message, form.refusals.value]).toEqual(["Not valid.", 1]);
});

test("after a lost connection and a reload the same form goes under the same key", async () => {
  const { api, open, form } = setUp();
  form.set(typed);
  api.create.mockRejectedValueOnce(new RequestError("unreachable", "away"));
  await form.send();
  const reloaded = open();
  expect(reloaded.form.value).toMatchObject(typed);
  await reloaded.send();
  const keys = api.create.mock.calls.map(([, key]) => key);
  expect(keys).toEqual(["key-1", "key-1"]);
});

test("what was accepted is forgotten, and the next form has a key of its own", async () => {
  const { api, store, open, form } = setUp();
  form.set(typed);
  await form.send();
  expect(store.kept).toBeUndefined();
  const next = open();
  expect(next.form.value.title).toBe("");
  next.set(typed);
  await next.send();
  expect(api.create.mock.calls.map(([, key]) => key)).toEqual(["key-1", "key-2"]);
});

test("a key that another text was accepted under is told of and renewed", async () => {
  const { api, form } = setUp();
  form.set(typed);
  api.create.mockRejectedValueOnce(new RequestError("idempotency-key-reused", "Reused."));
  await form.send();
  expect(form.problem.value?.message).toContain("accepted already");
  await form.send();
  expect(api.create.mock.calls.map(([, key]) => key)).toEqual(["key-1", "key-2"]);
});

test("examples rotate, and give back what they took the place of", () => {
  const { form } = setUp();
  form.set(typed);
  for (const example of [...examplePremises, examplePremises[0]]) {
    form.fillExample();
    expect(form.form.value).toMatchObject({ ...example });
  }
  form.bringBack();
  expect(form.form.value).toMatchObject(typed);
  expect(form.replaced.value).toBeNull();
});

test("an example in an empty form takes the place of nothing", () => {
  const { form } = setUp();
  form.fillExample();
  expect(form.replaced.value).toBeNull();
});

test("keys are 128 bits that do not come twice", () => {
  expect(newIdempotencyKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(newIdempotencyKey()).not.toBe(newIdempotencyKey());
});
