import { chapterDigest, type ChapterBrief } from "#/domain/prompts/story-material.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { lastWords } from "#/prose/fit-length.ts";
import { readBible, readOutline } from "./read-artifact.ts";

/** The newest facts that go into a prompt; older ones live on in the story so far. */
const factsInPrompt = 60;

/** How many words of the previous chapter's end a chapter's first scene is shown. */
export const previousWords = 250;

/** All that the chapter's prompts need to know of the story before it. */
export async function chapterStory(
  store: Store,
  novel: NovelRecord,
  number: number,
): Promise<ChapterBrief & { previousText: string }> {
  const [bible, outline, artifacts, previous] = await Promise.all([
    readBible(store, novel.id),
    readOutline(store, novel.id),
    store.novels.artifacts(novel.id, "digest"),
    number === 1 ? undefined : store.novels.chapter(novel.id, number - 1),
  ]);
  const chapter = outline[number - 1];
  if (chapter === undefined) throw new Error(`the outline has no chapter ${number}`);
  const digests = artifacts
    .filter((artifact) => artifact.number < number)
    .map((artifact) => chapterDigest.parse(artifact.data));
  const known = new Set(bible.characters.map(({ name }) => name.toLowerCase()));
  const places = new Set(bible.locations.map(({ name }) => name.toLowerCase()));
  return {
    // Not the row's: a rename would change the prompts, and paid answers would be asked for again.
    title: novel.params.title,
    genre: novel.params.genre,
    humanLike: novel.params.humanLikeWriting,
    bible: {
      ...bible,
      characters: [
        ...bible.characters,
        ...digests.flatMap((digest) =>
          digest.characters
            .filter(({ name }) => isNew(known, name))
            .map((character) => ({ ...character, voice: "" })),
        ),
      ],
      locations: [
        ...bible.locations,
        ...digests.flatMap((digest) => digest.locations.filter(({ name }) => isNew(places, name))),
      ],
      facts: digests.flatMap(({ facts }) => facts).slice(-factsInPrompt),
    },
    storySoFar: digests.at(-1)?.storySoFar ?? "",
    chapter,
    previousText: previous === undefined ? "" : lastWords(previous.text, previousWords),
  };
}

function isNew(known: Set<string>, name: string): boolean {
  const key = name.toLowerCase();
  if (known.has(key)) return false;
  known.add(key);
  return true;
}
