import type { ComponentChildren } from "preact";
import type { NovelView } from "#/contract/novel.ts";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { useNovel } from "#/web/live/use-novel.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import { ProblemNote } from "./problem-note.tsx";

/** Shows what is made of a novel once it is there; else why it is not. */
export function NovelGate({
  id,
  children,
}: {
  id: string;
  children: (novel: NovelView, live: LiveNovel) => ComponentChildren;
}) {
  const live = useNovel(id);
  const novel = live.novel.value;
  const problem = live.problem.value;
  if (novel === null && problem?.code === "not-found") return <NotFoundPage />;
  return (
    <>
      <ProblemNote problem={problem} again={{ label: "Load again", run: () => void live.load() }} />
      {novel === null
        ? problem === null && <p class="plain-page note">Opening the book…</p>
        : children(novel, live)}
    </>
  );
}
