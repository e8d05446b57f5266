import { useRef, useState } from "preact/hooks";
import { novelLimits } from "#/contract/novel-limits.ts";
import type { NovelView } from "#/contract/novel.ts";
import { checkDollars, typeDollars } from "#/web/fields/check-field.ts";
import { createFieldEdit } from "#/web/fields/field-edit.ts";
import { Field } from "#/web/fields/field.tsx";
import { useFocusOnWrong } from "#/web/fields/use-focus-on-wrong.ts";
import { focusMain } from "#/web/frame/focus-main.ts";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { type BudgetStop, suggestBudget } from "./budget-stop.ts";

/** Changes the novel's budget; where it is what stops the novel, with an amount to go on with. */
export function BudgetForm({
  novel: { cost },
  live,
  stop,
}: {
  novel: NovelView;
  live: LiveNovel;
  stop?: BudgetStop;
}) {
  const [edit] = useState(() =>
    createFieldEdit({
      path: "budgetUsd",
      check: (text) => checkDollars(text, novelLimits.budgetUsd),
      send: (text) => live.change({ budgetUsd: Number(text) }),
    }),
  );
  const form = useRef<HTMLFormElement>(null);
  useFocusOnWrong(form, edit.refusals.value);

  const shown = stop === undefined ? cost.budgetUsd : suggestBudget(stop);
  const text = edit.typed.value ?? (shown === null ? "" : typeDollars(shown));
  const save = async () => {
    if ((await edit.save(text)) && stop !== undefined) focusMain();
  };
  return (
    <form
      ref={form}
      class="budget"
      aria-label="Change the budget"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        id="budget"
        label="Spend at most (US dollars)"
        note={stop && `$${typeDollars(suggestBudget(stop))} allows at least the next call.`}
        error={edit.error.value}
      >
        {(control) => (
          <input
            {...control}
            value={text}
            onInput={({ currentTarget }) => edit.type(currentTarget.value)}
            inputmode="decimal"
            autocomplete="off"
            required
          />
        )}
      </Field>
      <div class="bar">
        <button
          type="submit"
          class={stop === undefined ? "" : "primary"}
          aria-disabled={edit.busy.value}
        >
          Save budget
        </button>
        <p class="note" role="status" aria-label="Saving">
          {edit.saved.value && "Saved."}
        </p>
      </div>
      <ProblemNote problem={edit.problem.value} />
    </form>
  );
}
