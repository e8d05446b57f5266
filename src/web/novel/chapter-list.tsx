import type { ChapterSummary, NovelView, OutlineChapter } from "#/contract/novel.ts";
import { formatCount, plural } from "#/web/wording/format.ts";
import { isolate } from "#/web/wording/isolate.ts";

/** The chapters with what is planned for each and how far it is. */
export function ChapterList({ novel: { id, chapters, outline } }: { novel: NovelView }) {
  return (
    <section class="chapters" aria-labelledby="chapters">
      <h2 id="chapters">Chapters and outline</h2>
      {chapters.length === 0 && <p class="note">They stand here when the outline is drawn.</p>}
      <ol>
        {chapters.map((chapter, index) => (
          <li key={chapter.number}>
            <Chapter id={id} chapter={chapter} plan={outline?.chapters[index]} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Chapter({
  id,
  chapter,
  plan,
}: {
  id: string;
  chapter: ChapterSummary;
  plan: OutlineChapter | undefined;
}) {
  const { number, title, status } = chapter;
  return (
    <details>
      <summary>
        <span class="number">{number}</span>
        <span class="title">{isolate(title)}</span>
        <span class={`note ${status}`}>{stateOf(chapter)}</span>
      </summary>
      {status === "completed" && (
        <p>
          <a href={`/novels/${id}/read/${number}`}>Read chapter {number}</a>
        </p>
      )}
      {plan && (
        <>
          <p>{plan.summary}</p>
          <p class="note">Through the eyes of {isolate(plan.pointOfView)}.</p>
          <ol class="beats">
            {plan.beats.map((beat, index) => (
              <li key={index}>{beat}</li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}

function stateOf({ status, words, targetWords, attempts }: ChapterSummary): string {
  switch (status) {
    case "planned":
      return `planned, ${plural(targetWords, "word")}`;
    case "writing":
      return attempts > 1 ? `being written, attempt ${attempts}` : "being written";
    case "completed":
      return `${formatCount(words)} of ${plural(targetWords, "word")}`;
    case "failed":
      return "failed";
  }
}
