import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Outline } from "#/contract/novel.ts";
import { focusMain } from "#/web/frame/focus-main.ts";
import { createMemory } from "#/web/frame/memory.ts";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { plural } from "#/web/wording/format.ts";
import { ChapterFields } from "./chapter-fields.tsx";
import { addChapter, moveChapter, removeChapter, totalWords } from "./outline-draft.ts";
import { type KeptOutline, createOutlineEdit } from "./outline-edit.ts";

/** The outline of a novel that awaits its owner's approval, to be changed and approved. */
export function OutlineEditor({
  id,
  novel,
  outline,
}: {
  id: string;
  novel: LiveNovel;
  outline: Outline;
}) {
  const [edit] = useState(() => {
    const memory = createMemory<KeptOutline>(() => sessionStorage, `colophon.outline.${id}`);
    return createOutlineEdit({ novel, memory }, outline);
  });
  const form = useRef<HTMLFormElement>(null);
  const focusNext = useRef<string | null>(null);
  const chapters = edit.chapters.value;
  const changed = edit.changed.value;

  useEffect(() => edit.receive(outline), [edit, outline]);

  useEffect(() => {
    if (edit.refusals.value === 0) return;
    const wrong = form.current?.querySelectorAll<HTMLElement>("[aria-invalid=true]") ?? [];
    for (const control of wrong) control.closest("details")?.setAttribute("open", "");
    wrong[0]?.focus();
  }, [edit.refusals.value]);

  // A moved or new chapter keeps the focus where the work is.
  useLayoutEffect(() => {
    const target = focusNext.current && document.getElementById(focusNext.current);
    focusNext.current = null;
    if (!target) return;
    target.closest("details")?.setAttribute("open", "");
    target.focus();
  }, [chapters]);

  useEffect(() => {
    if (!changed) return;
    const hold = (event: Event) => event.preventDefault();
    addEventListener("beforeunload", hold);
    return () => removeEventListener("beforeunload", hold);
  }, [changed]);

  const approve = async () => {
    if (await edit.approve()) focusMain();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void edit.save();
  };
  return (
    <section class="outline-editor" aria-labelledby="outline-editor">
      <h2 id="outline-editor">The outline</h2>
      <p>
        Change what you like: titles, eyes, events, lengths, the order of chapters. The writing
        begins when you approve it.
      </p>
      <form ref={form} onSubmit={submit} noValidate aria-labelledby="outline-editor">
        <ol>
          {chapters.map((chapter, index) => (
            <ChapterFields
              key={chapter.key}
              chapter={chapter}
              number={index + 1}
              last={index === chapters.length - 1}
              errors={edit.errors.value?.chapters[index] ?? {}}
              onChange={(field, value) => edit.change(index, field, value)}
              onMove={(by) => {
                focusNext.current = `chapter-${chapter.key}-${by < 0 ? "up" : "down"}`;
                edit.set(moveChapter(chapters, index, by));
              }}
              onRemove={() => {
                focusNext.current = "add-chapter";
                edit.set(removeChapter(chapters, index));
              }}
            />
          ))}
        </ol>
        <button
          type="button"
          id="add-chapter"
          onClick={() => {
            const longer = addChapter(chapters);
            focusNext.current = `chapter-${longer.at(-1)?.key}-title`;
            edit.set(longer);
          }}
        >
          Add a chapter
        </button>
        <p class="note">
          {plural(chapters.length, "chapter")}, {plural(totalWords(chapters), "word")} in all.
        </p>
        {edit.errors.value?.whole && <p class="error">{edit.errors.value.whole}</p>}
        <ProblemNote problem={edit.problem.value} />
        <div class="bar">
          <button
            type="button"
            class="primary"
            aria-disabled={edit.busy.value}
            onClick={() => void approve()}
          >
            Approve and write
          </button>
          <button type="submit" aria-disabled={edit.busy.value || !changed}>
            Save
          </button>
          {changed && (
            <button type="button" class="quiet" onClick={() => edit.discard()}>
              Discard changes
            </button>
          )}
          <p class="note" role="status" aria-label="Saving">
            {changed ? "There are unsaved changes." : "Everything is saved."}
          </p>
        </div>
      </form>
    </section>
  );
}
