import type { RefObject } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { createMemory } from "#/web/frame/memory.ts";

/** Where a reader is in a novel: the chapter, and the first paragraph in sight (from 0). */
export interface ReadingPlace {
  chapter: number;
  paragraph: number;
}

export function readingPlaceMemory(novelId: string) {
  return createMemory<ReadingPlace>(() => localStorage, `colophon.place.${novelId}`);
}

/** Goes to where the reader left this chapter, once `text` (whose children are the paragraphs) is there, and keeps the place. */
export function useReadingPlace(
  novelId: string,
  chapter: number,
  text: RefObject<HTMLElement | null>,
  ready: boolean,
): void {
  const memory = useMemo(() => readingPlaceMemory(novelId), [novelId]);
  useEffect(() => {
    const paragraphs = text.current?.querySelectorAll(".prose > *");
    if (!ready || paragraphs === undefined) return;
    const place = memory.read();
    if (place?.chapter === chapter && place.paragraph > 0)
      paragraphs[place.paragraph]?.scrollIntoView();
    const keep = () => {
      const inSight = [...paragraphs].findIndex(
        (paragraph) => paragraph.getBoundingClientRect().bottom > 1,
      );
      memory.write({ chapter, paragraph: inSight < 0 ? paragraphs.length - 1 : inSight });
    };
    keep();
    let due: ReturnType<typeof setTimeout> | undefined;
    const keepSoon = () => {
      clearTimeout(due);
      due = setTimeout(keep, 200);
    };
    addEventListener("scroll", keepSoon, { passive: true });
    return () => {
      removeEventListener("scroll", keepSoon);
      clearTimeout(due);
    };
  }, [memory, chapter, ready, text]);
}
