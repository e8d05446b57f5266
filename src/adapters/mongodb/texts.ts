import type { Artifact, ChapterRevision, NovelStore } from "#/ports/store/novels.ts";
import { type ArtifactDocument, type ChapterDocument, idsUnder, padded } from "./collections.ts";
import type { Connection } from "./connection.ts";

/** What novels are made of: artifacts and chapters, with their revisions. */
export function createTexts({
  collections: { artifacts, chapters },
  run,
}: Connection): Pick<NovelStore, "artifact" | "artifacts" | "chapter" | "chapters"> {
  return {
    async artifact(novelId, kind, number = 0) {
      const _id = idsUnder(`${novelId}:${kind}:${padded(number)}`);
      const found = await run(() => artifacts.findOne({ _id }, { sort: { _id: -1 } }));
      return found === null ? undefined : toArtifact(found);
    },

    async artifacts(novelId, kind) {
      const _id = idsUnder(`${novelId}:${kind}`);
      const found = await run(() => artifacts.find({ _id }).sort({ _id: 1 }).toArray());
      return newest(found).map(toArtifact);
    },

    async chapter(novelId, number, revision) {
      const prefix = `${novelId}:${padded(number)}`;
      const _id = revision === undefined ? idsUnder(prefix) : `${prefix}:${padded(revision)}`;
      const found = await run(() => chapters.findOne({ _id }, { sort: { _id: -1 } }));
      return found === null ? undefined : toChapter(found);
    },

    async chapters(novelId) {
      const _id = idsUnder(novelId);
      const found = await run(() => chapters.find({ _id }).sort({ _id: 1 }).toArray());
      return newest(found).map(toChapter);
    },
  };
}

/** The last of each number, of documents in the order of their ids: few have more than one revision. */
function newest<Revision extends { number: number }>(revisions: readonly Revision[]): Revision[] {
  return [...new Map(revisions.map((revision) => [revision.number, revision])).values()];
}

function toArtifact({ _id, data, ...artifact }: ArtifactDocument): Artifact {
  return { ...artifact, data: JSON.parse(data) };
}

function toChapter({ _id, ...chapter }: ChapterDocument): ChapterRevision {
  return chapter;
}
