import type { Character, Location, NovelMetadata } from "#/contract/accounts.ts";
import type { Store } from "#/ports/store/store.ts";
import type { ChapterDigest, PremiseAnalysis, StoryBible } from "./prompts/story-material.ts";

/**
 * What a novel knows of itself: the story bible with what each finished chapter added to it, and a
 * measure of each chapter's prose. Empty lists where nothing is known yet.
 */
export async function gatherNovelMetadata(store: Store, novelId: string): Promise<NovelMetadata> {
  const [analysis, bible, digests, chapters] = await Promise.all([
    store.novels.artifact(novelId, "analysis"),
    store.novels.artifact(novelId, "bible"),
    store.novels.artifacts(novelId, "digest"),
    store.novels.chapters(novelId),
  ]);
  const { themes } = (analysis?.data ?? { themes: [] }) as Pick<PremiseAnalysis, "themes">;
  const planned = (bible?.data ?? { characters: [], locations: [] }) as Pick<
    StoryBible,
    "characters" | "locations"
  >;
  const learnt = digests.map(({ number, data }) => ({ number, digest: data as ChapterDigest }));
  return {
    storyBible: {
      characters: byName(planned.characters, learnt, ({ digest }) => digest.characters).map(
        ({ name, role, description }): Character => ({ name, role, description }),
      ),
      locations: byName(planned.locations, learnt, ({ digest }) => digest.locations).map(
        ({ name, description }): Location => ({ name, description }),
      ),
      themes,
      facts: learnt.flatMap(({ number, digest }) =>
        digest.facts.map(({ subject, statement }) => ({ chapter: number, subject, statement })),
      ),
    },
    continuity: [],
    quality: { chapters: chapters.map(({ quality }) => quality) },
  };
}

/** The bible's entries, then those that chapters brought in; of the same name the first. */
function byName<T extends { name: string }>(
  planned: readonly T[],
  learnt: readonly { digest: ChapterDigest }[],
  entries: (chapter: { digest: ChapterDigest }) => readonly Omit<T, "voice">[],
): Omit<T, "voice">[] {
  const named = new Map<string, Omit<T, "voice">>();
  for (const entry of [...planned, ...learnt.flatMap(entries)])
    if (!named.has(entry.name)) named.set(entry.name, entry);
  return [...named.values()];
}
