import { z } from "zod";

/*
 * The JSON sections of a request, as they come. Nothing here refuses: what is missing or malformed
 * becomes empty, and the writer invents what it lacks.
 */

const text = z.string().catch("");
const texts = z.array(text).catch([]);
const count = z.number().int().min(0).max(1_000_000).catch(0);

function lenient<Shape extends z.ZodRawShape>(shape: Shape) {
  const object = z.object(shape);
  return object.catch(() => object.parse({}));
}

const list = <Item extends z.ZodType>(item: Item) => z.array(item).catch([]);

export const bibleSection = lenient({
  characters: list(lenient({ name: text, role: text, description: text })),
  locations: list(lenient({ name: text, description: text })),
  rules: texts,
  style: lenient({ notes: text }),
});

export const analysisSection = lenient({
  cast: list(lenient({ name: text, role: text, want: text, flaw: text })),
});

export const chapterSection = lenient({
  number: count,
  title: text,
  pointOfView: text,
  summary: text,
  beats: texts,
  targetWords: count,
});

export const sceneSection = lenient({
  number: count,
  of: count,
  location: text,
  characters: texts,
  goal: text,
  conflict: text,
  outcome: text,
});

export const earlierChaptersSection = list(lenient({ title: text }));

export const batchSection = lenient({ from: count, to: count, of: count, words: count });

export const scenesSection = lenient({ count });

export type BibleSection = z.infer<typeof bibleSection>;
export type ChapterSection = z.infer<typeof chapterSection>;
