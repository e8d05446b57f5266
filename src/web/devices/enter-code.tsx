import { useSignal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { createFieldEdit } from "#/web/fields/field-edit.ts";
import { Field } from "#/web/fields/field.tsx";
import { useFocusOnWrong } from "#/web/fields/use-focus-on-wrong.ts";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import { useServices } from "#/web/frame/services.ts";
import { checkCode } from "./check-code.ts";
import type { CodeDesk } from "./code-desk.ts";
import { ConfirmBox } from "./confirm-box.tsx";

/** Goes over to the novels of a code. What would be lost by it has to be given up by name. */
export function EnterCode({ desk }: { desk: CodeDesk }) {
  const { api } = useServices();
  const [edit] = useState(() =>
    createFieldEdit({ path: "code", check: checkCode, send: (text) => api.recover(text) }),
  );
  const form = useRef<HTMLFormElement>(null);
  useFocusOnWrong(form, edit.refusals.value);
  const givenUp = useSignal(false);
  const asked = useSignal(false);
  const endOthers = useSignal(false);

  const wouldLose = desk.hasNovels.value && desk.madeAt.value === null;
  const missing = wouldLose && asked.value && !givenUp.value;
  const text = edit.typed.value ?? "";
  const submit = async () => {
    asked.value = true;
    if (wouldLose && !givenUp.value && checkCode(text) === undefined) {
      form.current?.querySelector<HTMLElement>("#give-up")?.focus();
      return;
    }
    if (!(await edit.save(text))) return;
    if (endOthers.value) await desk.signOutOthers();
    // All that this page has loaded is the former owner's.
    else location.assign("/");
  };
  if (edit.saved.value && endOthers.value)
    return (
      <section aria-labelledby="enter-code">
        <h2 id="enter-code">To this browser</h2>
        <p>This browser shows the novels of that code now.</p>
        {/* A page of its own: all that this one has loaded is the former owner's. */}
        <button type="button" class="primary" onClick={() => location.assign("/")}>
          Go to the novels
        </button>
      </section>
    );
  return (
    <section aria-labelledby="enter-code">
      <h2 id="enter-code">To this browser</h2>
      <form
        ref={form}
        aria-label="Use a recovery code"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          A code replaces what this browser shows by the novels of that code.
          {desk.hasNovels.value &&
            (wouldLose
              ? " The novels that you have here have no code yet: make one above first, or you cannot come back to them."
              : " To come back to the novels that you have here, you need their own code.")}
        </p>
        <Field
          id="recovery-code"
          label="Recovery code"
          note="28 letters and digits, in any case, with or without hyphens."
          error={edit.error.value}
        >
          {(control) => (
            <input
              {...control}
              class="code"
              value={text}
              onInput={({ currentTarget }) => edit.type(currentTarget.value)}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              required
            />
          )}
        </Field>
        {wouldLose && (
          <ConfirmBox
            id="give-up"
            ticked={givenUp.value}
            missing={missing}
            onTick={(ticked) => (givenUp.value = ticked)}
            reminder="Make a code for them first, or say that you leave them behind."
          >
            Leave the novels of this browser behind for good
          </ConfirmBox>
        )}
        <ConfirmBox
          id="end-others"
          ticked={endOthers.value}
          onTick={(ticked) => (endOthers.value = ticked)}
        >
          Sign out every other browser that has the novels of this code, and replace it
        </ConfirmBox>
        <button type="submit" class="primary" aria-disabled={edit.busy.value}>
          Go to the novels of this code
        </button>
        <ProblemNote problem={edit.problem.value} />
      </form>
    </section>
  );
}
