import type { Substitution } from "#test/faults/change-modules.ts";

// Bugs that one process and many have alike: their code is the same.

export const commitsAChapterTwice = [
  {
    module: "src/domain/steps/write-chapter.ts",
    from: "const revision = 1;",
    to: "const revision = novel.epoch;",
  },
  {
    module: "src/domain/steps/write-chapter.ts",
    from: "chapterStep(number + 1)",
    to: "chapterStep(number + (novel.epoch % 2))",
  },
] as const satisfies readonly Substitution[];

export const asksTwiceAtOnce = [
  {
    module: "src/adapters/openai/openai-model.ts",
    from: "const stream = await client.chat.completions.create(body,",
    to: "client.chat.completions.create(body).then((twin) => twin.controller.abort(), () => {});\n const stream = await client.chat.completions.create(body,",
  },
] as const satisfies readonly Substitution[];

export const neverReconciles = [
  {
    module: "src/upkeep/reconcile.ts",
    from: "await eachByItself(novels, (novel) => enqueueNovel(deps, novel));",
    to: "",
  },
] as const satisfies readonly Substitution[];
