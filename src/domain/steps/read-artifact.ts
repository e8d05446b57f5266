import type { z } from "zod";
import { z as zod } from "zod";
import { type OutlineChapter, outlineChapter } from "#/contract/novel.ts";
import {
  type PremiseAnalysis,
  type StoryBible,
  premiseAnalysis,
  storyBible,
} from "#/domain/prompts/story-material.ts";
import type { ArtifactKind } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";

const outlineData = zod.object({ chapters: zod.array(outlineChapter) });

async function readArtifact<T>(
  store: Store,
  novelId: string,
  kind: ArtifactKind,
  schema: z.ZodType<T>,
): Promise<T> {
  const artifact = await store.novels.artifact(novelId, kind);
  if (artifact === undefined) throw new Error(`the novel has no ${kind}`);
  return schema.parse(artifact.data);
}

/** The analysis that the novel's first step made. */
export const readAnalysis = (store: Store, novelId: string): Promise<PremiseAnalysis> =>
  readArtifact(store, novelId, "analysis", premiseAnalysis);

/** The bible as it was first set down, without what chapters added. */
export const readBible = (store: Store, novelId: string): Promise<StoryBible> =>
  readArtifact(store, novelId, "bible", storyBible);

/** The chapters outlined so far: all of them once the outline is complete. */
export const readOutline = async (store: Store, novelId: string): Promise<OutlineChapter[]> =>
  (await readArtifact(store, novelId, "outline", outlineData)).chapters;
