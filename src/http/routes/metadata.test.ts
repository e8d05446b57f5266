import { expect, it } from "vitest";
import type { NovelMetadata } from "#/contract/accounts.ts";
import { changeNovel, serveApp } from "#/http/served-app.fixture.ts";
import { aChapter, artifact } from "#/http/stages.fixture.ts";

it("merges the bible with what the chapters brought in, the first word standing", async () => {
  const { visitor, deps } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  const mara = { name: "Mara", role: "keeper", description: "Tends the lamp." };
  const tower = { name: "The tower", description: "Two hundred steps." };
  const bible = {
    characters: [{ ...mara, voice: "dry" }],
    locations: [tower],
    rules: [],
    style: {},
  };
  const digest = (facts: { subject: string; statement: string }[], names: string[]) => ({
    summary: "…",
    storySoFar: "…",
    facts,
    characters: names.map((name) => ({ name, role: "visitor", description: `Met as ${name}.` })),
    locations: [{ name: "The tower", description: "Redescribed." }],
  });
  await changeNovel(
    deps.store,
    id,
    {},
    {
      artifacts: [
        artifact("analysis", 0, { themes: ["time", "guilt"], tone: "grave" }, "analyse-premise@1"),
        artifact("bible", 0, bible, "build-bible@1"),
        artifact(
          "digest",
          2,
          digest([{ subject: "lamp", statement: "It is cold." }], ["Mara", "Joss"]),
          "d@1",
        ),
        artifact("digest", 1, digest([{ subject: "Mara", statement: "She limps." }], []), "d@1"),
      ],
      ...aChapter(1),
    },
  );
  const answer = await send("GET", `/api/novel/${id}/metadata`);
  expect(answer.json()).toEqual({
    storyBible: {
      characters: [mara, { name: "Joss", role: "visitor", description: "Met as Joss." }],
      locations: [tower],
      themes: ["time", "guilt"],
      facts: [
        { chapter: 1, subject: "Mara", statement: "She limps." },
        { chapter: 2, subject: "lamp", statement: "It is cold." },
      ],
    },
    continuity: [],
    quality: { chapters: [aChapter(1).chapters[0]?.quality] },
  } satisfies Record<keyof NovelMetadata, unknown>);
});

it("is empty before there is anything to know", async () => {
  const { visitor } = await serveApp();
  const { send, create } = visitor();
  const { id } = await create();
  expect((await send("GET", `/api/novel/${id}/metadata`)).json()).toEqual({
    storyBible: { characters: [], locations: [], themes: [], facts: [] },
    continuity: [],
    quality: { chapters: [] },
  });
});
