import { signal } from "@preact/signals";
import { expect, test, vi } from "vitest";
import type { NovelView, OutlineInput } from "#/contract/novel.ts";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { aNovel, anOutline } from "#/web/live/novel.fixture.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { addChapter } from "./outline-draft.ts";
import { type KeptOutline, createOutlineEdit } from "./outline-edit.ts";

function setUp(kept?: KeptOutline) {
  const view = signal<NovelView | null>(aNovel({ outline: anOutline() }));
  const novel = {
    novel: view,
    saveOutline: vi.fn(({ chapters }: OutlineInput) => {
      view.value = aNovel({ outline: { revision: 2, chapters } });
      return Promise.resolve();
    }),
    command: vi.fn(() => Promise.resolve()),
  };
  const store = { kept };
  const memory = {
    read: () => store.kept,
    write: (outline: KeptOutline) => void (store.kept = outline),
    forget: () => void (store.kept = undefined),
  };
  const open = () =>
    createOutlineEdit({ novel: novel as unknown as LiveNovel, memory }, view.value!.outline!);
  return { novel, store, open, edit: open() };
}

test("only a change is to be saved, and one that is undone is none", () => {
  const { store, edit } = setUp();
  expect(edit.changed.value).toBe(false);
  edit.change(0, "title", "Another");
  expect(edit.changed.value).toBe(true);
  edit.change(0, "title", " The Mail Boat ");
  expect(edit.changed.value).toBe(false);
  expect(store.kept).toBeUndefined();
});

test("what is not saved is there again after leaving and coming back", () => {
  const { open, edit } = setUp();
  edit.change(1, "summary", "Ines stays.");
  const again = open();
  expect(again.changed.value).toBe(true);
  expect(again.chapters.value[1]?.summary).toBe("Ines stays.");
  again.discard();
  expect(open().changed.value).toBe(false);
});

test("changes to an older revision are not taken for changes to this one", () => {
  const { edit } = setUp({ revision: 7, chapters: [] });
  expect(edit.chapters.value).toHaveLength(2);
});

test("saving sends the outline and leaves nothing to save", async () => {
  const { novel, store, edit } = setUp();
  edit.change(0, "targetWords", "1500");
  expect(await edit.save()).toBe(true);
  expect(novel.saveOutline.mock.calls[0]?.[0].chapters[0]?.targetWords).toBe(1_500);
  expect([edit.changed.value, store.kept]).toEqual([false, undefined]);
  expect(await edit.save()).toBe(true);
  expect(novel.saveOutline).toHaveBeenCalledOnce();
});

test("what is wrong is told at its field and nothing is sent, until it is mended", async () => {
  const { novel, edit } = setUp();
  edit.set(addChapter(edit.chapters.value));
  expect(await edit.save()).toBe(false);
  expect(edit.errors.value?.chapters[2]).toMatchObject({ title: "Give the chapter a title." });
  expect([edit.refusals.value, novel.saveOutline.mock.calls.length]).toEqual([1, 0]);
  edit.change(2, "title", "Home");
  edit.change(2, "summary", "She stays.");
  edit.change(2, "beats", "She stays.");
  expect(edit.errors.value).toBeUndefined();
});

test("the server's errors are put at their fields, and the changes stay", async () => {
  const { novel, edit } = setUp();
  edit.change(0, "title", "Another");
  const errors = [{ path: "chapters.0.title", message: "is taken" }];
  novel.saveOutline.mockRejectedValue(new RequestError("invalid-input", "Not valid.", { errors }));
  expect(await edit.save()).toBe(false);
  expect(edit.errors.value?.chapters[0]).toEqual({ title: "is taken" });
  expect([edit.problem.value?.message, edit.changed.value]).toEqual(["Not valid.", true]);
});

test("approving saves first, and does not approve what could not be saved", async () => {
  const { novel, edit } = setUp();
  edit.change(0, "title", "");
  await edit.approve();
  expect(novel.command).not.toHaveBeenCalled();
  edit.change(0, "title", "Another");
  await edit.approve();
  expect(novel.saveOutline).toHaveBeenCalledOnce();
  expect(novel.command).toHaveBeenCalledWith("outline/approve");
});

test("a newer outline is taken over, but never over changes", () => {
  const { edit } = setUp();
  const newer = { revision: 2, chapters: anOutline().chapters.slice(0, 1) };
  edit.change(0, "title", "Another");
  edit.receive(newer);
  expect(edit.chapters.value).toHaveLength(2);
  edit.discard();
  edit.receive(newer);
  expect(edit.chapters.value).toHaveLength(1);
});
