import { useSignal } from "@preact/signals";
import { useLocation, useRoute } from "preact-iso/router";
import { useCallback, useEffect, useRef } from "preact/hooks";
import type { ChapterView, NovelView } from "#/contract/novel.ts";
import { NotFoundPage } from "#/web/frame/not-found-page.tsx";
import { Notice } from "#/web/frame/notice.tsx";
import { NovelGate } from "#/web/frame/novel-gate.tsx";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import { useTitle } from "#/web/frame/use-title.ts";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { isolate } from "#/web/wording/isolate.ts";
import { Prose } from "./prose.tsx";
import { useReadingPlace } from "./use-reading-place.ts";

/** One chapter of the book. */
export function ChapterPage() {
  const { id, chapter } = useRoute().params;
  if (id === undefined || !/^[1-9]\d{0,2}$/.test(chapter ?? "")) return <NotFoundPage />;
  const number = Number(chapter);
  return (
    <NovelGate key={id} id={id}>
      {(novel, live) => <Reading key={number} novel={novel} live={live} number={number} />}
    </NovelGate>
  );
}

function Reading({ novel, live, number }: { novel: NovelView; live: LiveNovel; number: number }) {
  const { id, title, chapters } = novel;
  const { route } = useLocation();
  const text = useRef<HTMLDivElement>(null);
  const chapter = useSignal<ChapterView | null>(null);
  const problem = useSignal<RequestError | null>(null);
  const summary = chapters[number - 1];
  const written = (other: number) => chapters[other - 1]?.status === "completed";
  const address = (other: number) => `/novels/${id}/read/${other}`;
  const isWritten = written(number);
  const book = isolate(title);
  useTitle(summary === undefined ? book : `${number}. ${isolate(summary.title)} · ${book}`);
  useReadingPlace(id, number, text, chapter.value !== null);

  const load = useCallback(async () => {
    try {
      chapter.value = await live.chapter(number);
      problem.value = null;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      problem.value = error;
    }
  }, [live, number, chapter, problem]);
  useEffect(() => {
    if (isWritten) void load();
  }, [load, isWritten, summary?.revision]);

  useEffect(() => {
    const turn = ({ key, target, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent) => {
      if (altKey || ctrlKey || metaKey || shiftKey) return;
      if (target instanceof HTMLElement && target.matches("input, textarea, select")) return;
      const other = key === "ArrowLeft" ? number - 1 : key === "ArrowRight" ? number + 1 : 0;
      if (written(other)) route(address(other));
    };
    addEventListener("keydown", turn);
    return () => removeEventListener("keydown", turn);
  });

  if (summary === undefined) return <NotFoundPage />;
  const turns = (label: string) => (
    <nav class="turns" aria-label={label}>
      {written(number - 1) ? (
        <a href={address(number - 1)} rel="prev">
          Previous chapter
        </a>
      ) : (
        <span />
      )}
      <a href={`/novels/${id}/read`}>Contents</a>
      {written(number + 1) ? (
        <a href={address(number + 1)} rel="next">
          Next chapter
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
  return (
    <article class="reading">
      <Notice text={novel.notice} />
      {turns("Chapters, top")}
      <header>
        <p class="running-head">{title}</p>
        <p class="chapter-number">Chapter {number}</p>
        <h1>{summary.title}</h1>
      </header>
      <ProblemNote
        problem={problem.value}
        again={{ label: "Load again", run: () => void load() }}
      />
      {!isWritten && <p class="note">This chapter is not written yet. It opens here when it is.</p>}
      <div ref={text}>{chapter.value !== null && <Prose text={chapter.value.text} />}</div>
      {chapter.value !== null && !written(number + 1) && (
        <p class="end note">
          {number === chapters.length ? "The end." : "The next chapter is not written yet."}
        </p>
      )}
      {chapter.value !== null && turns("Chapters, bottom")}
    </article>
  );
}
