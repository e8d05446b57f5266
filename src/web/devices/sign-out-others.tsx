import { ProblemNote } from "#/web/frame/problem-note.tsx";
import type { CodeDesk } from "./code-desk.ts";

/** Signs every other browser out; what replaces the code is shown where codes are made. */
export function SignOutOthers({ desk }: { desk: CodeDesk }) {
  return (
    <section aria-labelledby="sign-out-others">
      <h2 id="sign-out-others">Sign out other browsers</h2>
      <p>
        If you have lost a device, or somebody may have your code: every other browser loses your
        novels within seconds, and the code that there was is good for nothing. You stay here, and
        get a new code above.
      </p>
      <button
        type="button"
        aria-disabled={desk.busy.value}
        onClick={() => void desk.signOutOthers()}
      >
        Sign out every other browser
      </button>
      <p class="note" role="status" aria-label="Signing out">
        {desk.alone.value &&
          "Every other browser is signed out. Keep the new code above: it is your only way back."}
      </p>
      <ProblemNote problem={desk.othersProblem.value} />
    </section>
  );
}
