import { useLocation } from "preact-iso/router";
import { useMemo, useRef } from "preact/hooks";
import { novelLimits } from "#/contract/novel-limits.ts";
import { Field } from "#/web/fields/field.tsx";
import { lengthHint, rangeHint } from "#/web/fields/limit-hints.ts";
import { useFocusOnWrong } from "#/web/fields/use-focus-on-wrong.ts";
import { createMemory } from "#/web/frame/memory.ts";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import { useServices } from "#/web/frame/services.ts";
import { formatCount, plural } from "#/web/wording/format.ts";
import { type NovelForm, chapterLength } from "./form-checks.ts";
import { type KeptForm, createNovelForm, newIdempotencyKey } from "./novel-form.ts";

const genres = [
  "Adventure",
  "Crime",
  "Fantasy",
  "Historical fiction",
  "Horror",
  "Literary fiction",
  "Mystery",
  "Romance",
  "Science fiction",
  "Thriller",
  "Young adult",
];

type TextField = Exclude<keyof NovelForm, "humanLikeWriting" | "reviewOutline">;

export function NewNovel() {
  const { api, shelf } = useServices();
  const { route } = useLocation();
  const state = useMemo(() => {
    const memory = createMemory<KeptForm>(() => sessionStorage, "colophon.form");
    return createNovelForm({ api, memory, newKey: newIdempotencyKey });
  }, [api]);
  const element = useRef<HTMLFormElement>(null);
  const form = state.form.value;
  const errors = state.errors.value;
  const length = chapterLength(form);
  const characters = form.premise.trim().length;

  useFocusOnWrong(element, state.refusals.value);

  const send = async () => {
    const novel = await state.send();
    if (novel === null) return;
    shelf.place(novel);
    route(`/novels/${novel.id}`);
  };
  const typed = (field: TextField) => ({
    name: field,
    value: form[field],
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => {
      state.set({ [field]: currentTarget.value });
    },
  });
  const ticked = (field: "humanLikeWriting" | "reviewOutline") => ({
    type: "checkbox" as const,
    name: field,
    checked: form[field],
    onInput: ({ currentTarget }: { currentTarget: { checked: boolean } }) => {
      state.set({ [field]: currentTarget.checked });
    },
  });

  return (
    <section class="new-novel" aria-labelledby="new-novel">
      <div class="heading">
        <h2 id="new-novel">A new novel</h2>
        <button type="button" class="quiet" onClick={() => state.fillExample()}>
          Use an example premise
        </button>
        {state.replaced.value !== null && (
          <button type="button" class="quiet" onClick={() => state.bringBack()}>
            Bring back what I typed
          </button>
        )}
      </div>
      <form
        ref={element}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        noValidate
        aria-labelledby="new-novel"
      >
        <Field id="title" label="Title" note={lengthHint(novelLimits.title)} error={errors.title}>
          {(control) => <input {...control} {...typed("title")} autocomplete="off" required />}
        </Field>
        <Field
          id="premise"
          label="Premise"
          note={`${plural(characters, "character")} of ${formatCount(novelLimits.premise.min)} to ${formatCount(novelLimits.premise.max)}. Who, where, and what goes wrong: names and places will be kept.`}
          error={errors.premise}
        >
          {(control) => <textarea {...control} {...typed("premise")} rows={8} required />}
        </Field>
        <div class="pair">
          <Field id="genre" label="Genre" note={lengthHint(novelLimits.genre)} error={errors.genre}>
            {(control) => (
              <input {...control} {...typed("genre")} list="genres" autocomplete="off" required />
            )}
          </Field>
          <Field
            id="subgenre"
            label="Subgenre (optional)"
            note={lengthHint(novelLimits.subgenre)}
            error={errors.subgenre}
          >
            {(control) => <input {...control} {...typed("subgenre")} autocomplete="off" />}
          </Field>
          <Field
            id="words"
            label="Words"
            note={rangeHint(novelLimits.targetWordCount)}
            error={errors.targetWordCount}
          >
            {(control) => (
              <input
                {...control}
                {...typed("targetWordCount")}
                inputmode="numeric"
                autocomplete="off"
                required
              />
            )}
          </Field>
          <Field
            id="chapters"
            label="Chapters"
            note={
              <>
                {rangeHint(novelLimits.targetChapters)}{" "}
                {length && length.words !== errors.targetWordCount && (
                  <span class={length.possible ? "" : "warning"}>{length.words}</span>
                )}
              </>
            }
            error={errors.targetChapters}
          >
            {(control) => (
              <input
                {...control}
                {...typed("targetChapters")}
                inputmode="numeric"
                autocomplete="off"
                required
              />
            )}
          </Field>
          <Field
            id="budget"
            label="Spend at most (US dollars)"
            note="Optional. The novel pauses before a call that could exceed it, until you raise it."
            error={errors.budgetUsd}
          >
            {(control) => (
              <input {...control} {...typed("budgetUsd")} inputmode="decimal" autocomplete="off" />
            )}
          </Field>
        </div>
        <div class="choices">
          <label>
            <input {...ticked("humanLikeWriting")} /> Human-like writing
            <span class="note">plainer turns of phrase, fewer of a model’s habits</span>
          </label>
          <label>
            <input {...ticked("reviewOutline")} /> Review the outline first
            <span class="note">nothing is written before you approve the plan</span>
          </label>
        </div>
        <datalist id="genres">
          {genres.map((genre) => (
            <option key={genre} value={genre} />
          ))}
        </datalist>
        <ProblemNote problem={state.problem.value} />
        <button type="submit" class="primary" aria-disabled={state.sending.value}>
          Write this novel
        </button>
      </form>
    </section>
  );
}
