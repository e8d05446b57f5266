import { Notice } from "#/web/frame/notice.tsx";
import { useServices } from "#/web/frame/services.ts";
import { useTitle } from "#/web/frame/use-title.ts";
import { NewNovel } from "./new-novel.tsx";
import { YourNovels } from "./your-novels.tsx";

export function HomePage() {
  useTitle("");
  const { about } = useServices();
  return (
    <div class="home">
      <header class="lede">
        <h1>From a premise, a book.</h1>
        <p>
          Say what your novel is about. It is planned, then written chapter by chapter before your
          eyes, and every word of it is accounted for.
        </p>
        <Notice text={about.value?.notice} />
      </header>
      <NewNovel />
      <YourNovels />
    </div>
  );
}
