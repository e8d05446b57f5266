import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import { formatDay } from "#/web/wording/format.ts";
import type { CodeDesk } from "./code-desk.ts";

/** Makes a code for this browser's novels, and shows it this once. */
export function MakeCode({ desk }: { desk: CodeDesk }) {
  const { code, madeAt, busy, problem } = desk;
  const shown = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (code.value !== null) shown.current?.focus();
  }, [code.value]);
  return (
    <section aria-labelledby="make-code">
      <h2 id="make-code">From this browser</h2>
      {code.value === null ? (
        <>
          <p>
            Make a code and keep it as you would a password: whoever has it can read, change and
            delete your novels.
          </p>
          {typeof madeAt.value === "string" && (
            <p class="note">
              There is a code of <time dateTime={madeAt.value}>{formatDay(madeAt.value)}</time>. A
              new one replaces it: the old one is good for nothing then. Browsers that have used it
              stay as they are.
            </p>
          )}
          <button type="button" aria-disabled={busy.value} onClick={() => void desk.make()}>
            {madeAt.value ? "Make a new code" : "Make a recovery code"}
          </button>
        </>
      ) : (
        <>
          <p>
            This is your recovery code. Write it down or copy it now:{" "}
            <strong>it is not shown again.</strong>
          </p>
          <output ref={shown} class="code" tabIndex={-1} aria-label="Your recovery code">
            {code.value}
          </output>
          <CopyButton text={code.value} />
        </>
      )}
      <ProblemNote problem={problem.value} />
    </section>
  );
}

function CopyButton({ text }: { text: string }) {
  const told = useSignal("");
  // Browsers have no clipboard for pages that came over plain HTTP from elsewhere.
  const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
  if (clipboard === undefined) return null;
  const copy = async () => {
    told.value = await clipboard.writeText(text).then(
      () => "Copied.",
      () => "Your browser did not let it be copied: mark it and copy it by hand.",
    );
  };
  return (
    <div class="bar">
      <button type="button" onClick={() => void copy()}>
        Copy the code
      </button>
      <p class="note" role="status" aria-label="Copying">
        {told.value}
      </p>
    </div>
  );
}
