import { useLayoutEffect, useRef } from "preact/hooks";
import type { NovelView } from "#/contract/novel.ts";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { Prose } from "#/web/reading/prose.tsx";
import { isolate } from "#/web/wording/isolate.ts";
import { isFinal } from "#/web/wording/status-words.ts";
import { draftHeading, whatComes } from "./draft-words.ts";

/** So near to its end, the pane follows the text as it grows. */
const nearEnd = 60;

/** The text as it is written. It follows itself only while the reader is at its end. */
export function DraftPane({ novel, live }: { novel: NovelView; live: LiveNovel }) {
  const drafts = live.drafts.value;
  const draft = drafts.at(-1);
  const coming = whatComes(novel, draft);
  const pane = useRef<HTMLElement>(null);
  const atEnd = useRef(true);

  useLayoutEffect(() => {
    if (atEnd.current) pane.current?.scrollTo({ top: pane.current.scrollHeight });
  }, [drafts, coming]);

  const noteEnd = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = pane.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
  };
  const { status, chapters } = novel;
  if (isFinal(status) || (status === "paused" && drafts.length === 0)) return null;
  const growing = status === "writing" && draft !== undefined && coming === null;
  return (
    <div class="draft">
      <h2 id="draft">{draftHeading(novel, draft)}</h2>
      <section
        class={growing ? "leaf live" : "leaf"}
        ref={pane}
        onScroll={noteEnd}
        tabIndex={0}
        aria-labelledby="draft"
      >
        {drafts.map(({ chapter, text }) => (
          <div key={chapter} class="chapter">
            <h3 class="running-head">
              {chapter}. {isolate(chapters[chapter - 1]?.title ?? "")}
            </h3>
            <Prose text={text} />
          </div>
        ))}
        {coming !== null && <p class="note coming">{coming}</p>}
      </section>
    </div>
  );
}
