import { toUsd } from "#/domain/money.ts";
import type { Step } from "./step.ts";

/** The last step: closes the book when every chapter is there. */
export const finish: Step = {
  begin: () => null,
  run({ novel }) {
    const missing = novel.chapters.filter(({ status }) => status !== "completed");
    if (missing.length > 0)
      return Promise.reject(
        new Error(`chapters ${missing.map(({ number }) => number).join(", ")} are not finished`),
      );
    const words = novel.chapters.reduce((sum, chapter) => sum + chapter.words, 0);
    return Promise.resolve({
      set: { step: null, status: "completed" },
      events: [
        {
          type: "novel.completed",
          data: { words, chapters: novel.chapters.length, costUsd: toUsd(novel.spentNanoUsd) },
        },
      ],
    });
  },
};
