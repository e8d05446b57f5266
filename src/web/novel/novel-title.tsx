import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { novelLimits } from "#/contract/novel-limits.ts";
import { checkText } from "#/web/fields/check-field.ts";
import { createFieldEdit } from "#/web/fields/field-edit.ts";
import { Field } from "#/web/fields/field.tsx";
import { lengthHint } from "#/web/fields/limit-hints.ts";
import { useFocusOnWrong } from "#/web/fields/use-focus-on-wrong.ts";
import { focusMain } from "#/web/frame/focus-main.ts";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import type { LiveNovel } from "#/web/live/live-novel.ts";

/** The novel's title, to be renamed where it stands. */
export function NovelTitle({ title, live }: { title: string; live: LiveNovel }) {
  const renaming = useSignal(false);
  if (renaming.value) {
    const done = () => {
      renaming.value = false;
      focusMain();
    };
    return <TitleForm title={title} live={live} onDone={done} />;
  }
  return (
    <div class="title">
      <h1>{title}</h1>
      <button type="button" class="quiet" onClick={() => (renaming.value = true)}>
        Rename
      </button>
    </div>
  );
}

function TitleForm({
  title,
  live,
  onDone,
}: {
  title: string;
  live: LiveNovel;
  onDone: () => void;
}) {
  const [edit] = useState(() =>
    createFieldEdit({
      path: "title",
      check: (text) => checkText(text, novelLimits.title, "Give the novel a title."),
      send: (text) => live.change({ title: text.trim() }),
    }),
  );
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useFocusOnWrong(form, edit.refusals.value);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const text = edit.typed.value ?? title;
  const save = async () => {
    if (text.trim() === title || (await edit.save(text))) onDone();
  };
  return (
    <form
      ref={form}
      class="title"
      aria-label="Rename the novel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        id="new-title"
        label="Title"
        note={lengthHint(novelLimits.title)}
        error={edit.error.value}
      >
        {(control) => (
          <input
            {...control}
            ref={input}
            value={text}
            onInput={({ currentTarget }) => edit.type(currentTarget.value)}
            onKeyDown={({ key, isComposing }) => {
              if (key === "Escape" && !isComposing) onDone();
            }}
            autocomplete="off"
            required
          />
        )}
      </Field>
      <div class="bar">
        <button type="submit" aria-disabled={edit.busy.value}>
          Save title
        </button>
        <button type="button" class="quiet" onClick={onDone}>
          Keep the old one
        </button>
      </div>
      <ProblemNote problem={edit.problem.value} />
    </form>
  );
}
