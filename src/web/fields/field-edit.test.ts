import { expect, test, vi } from "vitest";
import { RequestError } from "#/web/server-api/request.ts";
import { createFieldEdit } from "./field-edit.ts";

function setUp() {
  const send = vi.fn((_text: string) => Promise.resolve());
  const check = (text: string) => (text === "" ? "Give it a title." : undefined);
  return { send, edit: createFieldEdit({ path: "title", check, send }) };
}

const refused = (path: string) =>
  new RequestError("invalid-input", "Not valid.", { errors: [{ path, message: "is taken" }] });

test("what is saved is no longer shown as typed, and is said to be saved until one types again", async () => {
  const { send, edit } = setUp();
  edit.type("Absent");
  expect([edit.typed.value, edit.saved.value]).toEqual(["Absent", false]);
  expect(await edit.save("Absent")).toBe(true);
  expect(send).toHaveBeenCalledExactlyOnceWith("Absent");
  expect([edit.typed.value, edit.saved.value, edit.busy.value]).toEqual([null, true, false]);
  edit.type("Absent again");
  expect(edit.saved.value).toBe(false);
});

test("what is wrong is told and not sent, until it is mended", async () => {
  const { send, edit } = setUp();
  edit.type("");
  expect(edit.error.value).toBeUndefined();
  expect(await edit.save("")).toBe(false);
  expect([edit.error.value, edit.refusals.value]).toEqual(["Give it a title.", 1]);
  edit.type("A");
  expect(edit.error.value).toBeUndefined();
  expect(send).not.toHaveBeenCalled();
});

test("the server's word on the field is put there, and what was typed stays", async () => {
  const { send, edit } = setUp();
  send.mockRejectedValue(refused("title"));
  edit.type("Absent");
  expect(await edit.save("Absent")).toBe(false);
  expect([edit.error.value, edit.problem.value]).toEqual(["is taken", null]);
  expect([edit.typed.value, edit.refusals.value, edit.busy.value]).toEqual(["Absent", 1, false]);
});

test("any other refusal is told as it came, and forgotten when it is sent again", async () => {
  const { send, edit } = setUp();
  send.mockRejectedValueOnce(refused("body"));
  await edit.save("Absent");
  expect([edit.error.value, edit.problem.value?.message]).toEqual([undefined, "Not valid."]);
  expect(await edit.save("Absent")).toBe(true);
  expect(edit.problem.value).toBeNull();
});

test("one that is saved twice at once is sent once", async () => {
  const { send, edit } = setUp();
  const sent = Promise.withResolvers<void>();
  send.mockReturnValue(sent.promise);
  const both = Promise.all([edit.save("Absent"), edit.save("Absent")]);
  sent.resolve();
  expect(await both).toEqual([true, false]);
  expect(send).toHaveBeenCalledOnce();
});
