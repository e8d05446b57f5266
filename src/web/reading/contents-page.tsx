import { useRoute } from "preact-iso/router";
import type { NovelView } from "#/contract/novel.ts";
import { NotFoundPage } from "#/web/frame/not-found-page.tsx";
import { Notice } from "#/web/frame/notice.tsx";
import { NovelGate } from "#/web/frame/novel-gate.tsx";
import { useTitle } from "#/web/frame/use-title.ts";
import { bookAddress } from "#/web/server-api/novel-api.ts";
import { plural } from "#/web/wording/format.ts";
import { isolate } from "#/web/wording/isolate.ts";
import { readingPlaceMemory } from "./use-reading-place.ts";

/** The book's title page and table of contents. */
export function ContentsPage() {
  const { id } = useRoute().params;
  if (id === undefined) return <NotFoundPage />;
  return (
    <NovelGate key={id} id={id}>
      {(novel) => <Contents novel={novel} />}
    </NovelGate>
  );
}

function Contents({ novel }: { novel: NovelView }) {
  const { id, title, params, chapters, progress } = novel;
  useTitle(isolate(title));
  const place = readingPlaceMemory(id).read();
  const isWritten = (number: number) => chapters[number - 1]?.status === "completed";
  const start = place !== undefined && isWritten(place.chapter) ? place.chapter : 1;
  return (
    <article class="title-page">
      <header>
        <p class="eyebrow">{params.genre}</p>
        <h1>{title}</h1>
        <p class="note">
          {plural(progress.words, "word")} in {plural(progress.chaptersCompleted, "chapter")}
        </p>
        <Notice text={novel.notice} />
        {isWritten(start) && (
          <a class="button primary" href={`/novels/${id}/read/${start}`}>
            {place === undefined ? "Begin reading" : `Go on reading: chapter ${start}`}
          </a>
        )}
      </header>
      <nav aria-labelledby="contents">
        <h2 id="contents">Contents</h2>
        <ol>
          {chapters.map((chapter) => (
            <li key={chapter.number}>
              <span class="number">{chapter.number}</span>
              {chapter.status === "completed" ? (
                <a href={`/novels/${id}/read/${chapter.number}`}>{isolate(chapter.title)}</a>
              ) : (
                <span>{isolate(chapter.title)}</span>
              )}
              <span class="leader" aria-hidden="true" />
              <span class="note">
                {chapter.status === "completed" ? plural(chapter.words, "word") : "not written yet"}
              </span>
            </li>
          ))}
        </ol>
      </nav>
      <p class="bar">
        <a href={`/novels/${id}`}>How it was written</a>
        <a href={bookAddress(id, "md")} download>
          Download Markdown
        </a>
        <a href={bookAddress(id, "txt")} download>
          Download plain text
        </a>
      </p>
    </article>
  );
}
