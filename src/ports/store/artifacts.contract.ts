import { describe, expect, test } from "vitest";
import type { Change } from "./novels.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptNovel,
  awkwardStrings,
  longText,
  newArtifact,
  newChange,
  newChapter,
  novelId,
  readNovel,
  type OpenStore,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

/** What every Store promises of what changes bring: artifacts and chapters, with their revisions. */
export function artifactContract(name: string, open: OpenStore): void {
  describe(`artifacts and chapters in ${name}`, () => {
    let store: Store;

    openEach(open, async (opened) => {
      store = opened;
      await acceptNovel(store);
    });

    async function write(change: Partial<Change>): Promise<void> {
      const applied = await store.novels.applyCommand(await readNovel(store), newChange(change));
      expect(applied.outcome).toBe("committed");
    }

    const artifactOf = (number: number, revision: number) =>
      newArtifact({ number, revision, data: { text: `${number}, revision ${revision}` } });
    const chapterOf = (number: number, revision: number) =>
      newChapter({ number, revision, text: `${number}, revision ${revision}` });

    test("the newest revision of an artifact is read, of each number and kind by itself", async () => {
      await write({ artifacts: [artifactOf(0, 1), artifactOf(10, 1), artifactOf(2, 1)] });
      for (let revision = 2; revision <= 11; revision += 1)
        await write({ artifacts: [artifactOf(2, revision)] });
      await write({ artifacts: [newArtifact({ kind: "digest", number: 2, revision: 99 })] });

      const { novels } = store;
      expect(await novels.artifact(novelId(1), "outline")).toEqual(artifactOf(0, 1));
      expect(await novels.artifact(novelId(1), "outline", 2)).toEqual(artifactOf(2, 11));
      expect(await novels.artifacts(novelId(1), "outline")).toEqual([
        artifactOf(0, 1),
        artifactOf(2, 11),
        artifactOf(10, 1),
      ]);
      expect(await novels.artifact(novelId(1), "outline", 3)).toBeUndefined();
      expect(await novels.artifact(novelId(1), "bible")).toBeUndefined();
      expect(await novels.artifacts(novelId(1), "bible")).toEqual([]);
      expect(await novels.artifact(novelId(2), "outline")).toBeUndefined();
    });

    test("the newest revision of a chapter is read unless one is named, and old ones stay", async () => {
      await write({ chapters: [chapterOf(10, 1), chapterOf(2, 1), chapterOf(1, 1)] });
      for (let revision = 2; revision <= 11; revision += 1)
        await write({ chapters: [chapterOf(2, revision)] });

      const { novels } = store;
      expect(await novels.chapter(novelId(1), 2)).toEqual(chapterOf(2, 11));
      for (let revision = 1; revision <= 11; revision += 1)
        expect(await novels.chapter(novelId(1), 2, revision)).toEqual(chapterOf(2, revision));
      expect(await novels.chapters(novelId(1))).toEqual([
        chapterOf(1, 1),
        chapterOf(2, 11),
        chapterOf(10, 1),
      ]);
      expect(await novels.chapter(novelId(1), 2, 12)).toBeUndefined();
      expect(await novels.chapter(novelId(1), 3)).toBeUndefined();
      expect(await novels.chapter(novelId(2), 2)).toBeUndefined();
      expect(await novels.chapters(novelId(2))).toEqual([]);
    });

    test("a text of a million characters comes back as it was", async () => {
      const text = longText();
      await write({ chapters: [newChapter({ text, title: awkwardStrings.join("") })] });
      const chapter = await store.novels.chapter(novelId(1), 1);
      expect(chapter?.title).toBe(awkwardStrings.join(""));
      expect(chapter?.text === text).toBe(true);
    });

    test("data of any shape comes back as it was, and nobody's prototype is touched", async () => {
      const keys = ["", ...awkwardStrings].map((key) => `${JSON.stringify(key)}:{"polluted":1}`);
      const json = `{${keys.join(",")},"list":[null,true,0,-1.5,1e21,"",[],{}]}`;
      await write({ artifacts: [newArtifact({ data: JSON.parse(json) })] });
      const artifact = await store.novels.artifact(novelId(1), "outline");
      expect(JSON.parse(JSON.stringify(artifact?.data))).toEqual(JSON.parse(json));
      expect(JSON.stringify(artifact?.data)).toContain('"__proto__":{"polluted":1}');
      expect({}).not.toHaveProperty("polluted");
    });
  });
}
