import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import { useServices } from "#/web/frame/services.ts";
import { formatDay } from "#/web/wording/format.ts";
import type { CodeDesk } from "./code-desk.ts";
import { ConfirmBox } from "./confirm-box.tsx";

/** Signs this browser out. Who has novels here says that they can come back, or that they are lost. */
export function SignOutHere({ desk }: { desk: CodeDesk }) {
  const { farewell } = useServices();
  const { madeAt, hasNovels, busy } = desk;
  const form = useRef<HTMLFormElement>(null);
  const confirmed = useSignal(false);
  const asked = useSignal(false);
  const submit = async () => {
    asked.value = true;
    if (hasNovels.value && !confirmed.value)
      form.current?.querySelector<HTMLElement>("#sign-out-sure")?.focus();
    else if (await desk.signOut()) farewell.leave();
  };
  return (
    <section aria-labelledby="sign-out-here">
      <h2 id="sign-out-here">Sign out here</h2>
      <form
        ref={form}
        aria-label="Sign out of this browser"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          This browser forgets you, and begins anew for whoever uses it next. Novels being written
          go on.
          {hasNovels.value && !madeAt.value && (
            <>
              {" "}
              <strong>
                Your novels have no recovery code: without one nobody can come back to them, not
                even you.
              </strong>{" "}
              Make one above first.
            </>
          )}
        </p>
        {hasNovels.value && (
          <ConfirmBox
            id="sign-out-sure"
            ticked={confirmed.value}
            missing={asked.value && !confirmed.value}
            onTick={(ticked) => (confirmed.value = ticked)}
            reminder={
              madeAt.value
                ? "Say that you have the code: it is the only way back."
                : "Make a code first, or say that you lose the novels."
            }
          >
            {madeAt.value
              ? `I have kept the recovery code of ${formatDay(madeAt.value)}`
              : "Sign out all the same: I lose these novels for good"}
          </ConfirmBox>
        )}
        <button type="submit" aria-disabled={busy.value}>
          Sign out of this browser
        </button>
        <ProblemNote problem={desk.hereProblem.value} />
      </form>
    </section>
  );
}
