import { useMemo } from "preact/hooks";
import type { NovelPhase, NovelView } from "#/contract/novel.ts";
import { countWords } from "#/contract/words.ts";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { formatCount, plural } from "#/web/wording/format.ts";

const stages: readonly { name: string; phases: readonly NovelPhase[] }[] = [
  { name: "Premise", phases: ["queued", "analysing"] },
  { name: "Outline", phases: ["outlining", "awaiting-approval"] },
  { name: "Chapters", phases: ["writing"] },
  { name: "Binding", phases: ["finishing"] },
];

/** How far the novel is: words (those of the draft too), chapters, stages. */
export function ProgressPanel({
  novel: { progress, chapters },
  live,
}: {
  novel: NovelView;
  live: LiveNovel;
}) {
  const { phase, targetWords, chaptersCompleted, chaptersPlanned } = progress;
  const draft = live.drafts.value.at(-1);
  const drafting = draft !== undefined && chapters[draft.chapter - 1]?.status === "writing";
  const words = progress.words + useDraftWords(drafting ? draft.text : "");
  const current = stages.findIndex(({ phases }) => phases.includes(phase));
  const at = current < 0 ? stages.length : current;
  return (
    <section class="progress" aria-label="Progress">
      <progress
        aria-label="How much is written"
        value={Math.min(words, targetWords)}
        max={targetWords}
      />
      <p>
        {formatCount(words)} of {plural(targetWords, "word")} <span aria-hidden="true">·</span>{" "}
        {formatCount(chaptersCompleted)} of {plural(chaptersPlanned, "chapter")}
      </p>
      <ol aria-label="Stages">
        {stages.map(({ name }, index) => (
          <li
            key={name}
            class={index < at ? "done" : ""}
            aria-current={index === at ? "step" : undefined}
          >
            {name}
            <span class="unseen">{index < at ? " (done)" : ""}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Counted anew for each line or so of text, not for each frame. */
function useDraftWords(text: string): number {
  const lines = text.slice(0, text.length - (text.length % 100));
  return useMemo(() => countWords(lines), [lines]);
}
