import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { NovelView } from "#/contract/novel.ts";
import { focusMain } from "#/web/frame/focus-main.ts";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { type NovelCommand, bookAddress } from "#/web/server-api/novel-api.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { isolate } from "#/web/wording/isolate.ts";
import { possibleCommands } from "./possible-commands.ts";

const labels = { pause: "Pause", resume: "Resume", cancel: "Cancel", retry: "Try again" } as const;

/** What one can do with the novel as it stands: stop it or let it go on, read it, take it away. */
export function CommandBar({
  novel,
  live,
  waitsForBudget,
}: {
  novel: NovelView;
  live: LiveNovel;
  waitsForBudget: boolean;
}) {
  const { id, title, progress } = novel;
  const problem = useSignal<RequestError | null>(null);
  const busy = useSignal(false);
  const dialog = useRef<HTMLDialogElement>(null);

  const give = async (command: NovelCommand) => {
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      await live.command(command);
      if (command === "cancel") focusMain();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      problem.value = error;
    } finally {
      busy.value = false;
    }
  };

  return (
    <>
      <div class="bar">
        {progress.chaptersCompleted > 0 && (
          <>
            <a class="button primary" href={`/novels/${id}/read`}>
              Read
            </a>
            <a class="button" href={bookAddress(id, "md")} download>
              Download Markdown
            </a>
            <a class="button" href={bookAddress(id, "txt")} download>
              Download plain text
            </a>
          </>
        )}
        {possibleCommands(novel.status, waitsForBudget).map((command, index) => (
          <button
            key={index}
            type="button"
            aria-disabled={busy.value}
            onClick={() => {
              if (command === "cancel") dialog.current?.showModal();
              else void give(command);
            }}
          >
            {labels[command]}
          </button>
        ))}
      </div>
      <ProblemNote problem={problem.value} />
      <dialog ref={dialog} aria-labelledby="cancel-question">
        <h2 id="cancel-question">Cancel “{isolate(title)}”?</h2>
        <p>
          The writing stops for good. The chapters that are finished stay here to read and to
          download.
        </p>
        <form method="dialog" class="bar">
          <button class="primary" onClick={() => void give("cancel")}>
            Cancel this novel
          </button>
          <button autofocus>Keep writing</button>
        </form>
      </dialog>
    </>
  );
}
