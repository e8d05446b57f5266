import { pinnedPrompt } from "#/domain/prompts/catalogue.ts";
import { novelBrief } from "./novel-brief.ts";
import type { Step } from "./step.ts";

/** The first step: reads the premise. */
export const analyse: Step = {
  begin: ({ begun }) =>
    begun === null
      ? { set: { status: "analysing" }, events: [{ type: "novel.started", data: {} }] }
      : null,
  async run({ novel, ask, now }) {
    const prompt = pinnedPrompt(novel.pins, "analyse-premise");
    const answer = await ask.json(prompt, novelBrief(novel), { chapter: null });
    return {
      set: { step: "outline-1", status: "outlining" },
      events: [{ type: "analysis.completed", data: {} }],
      artifacts: [
        {
          kind: "analysis",
          number: 0,
          revision: 1,
          data: answer.value,
          promptVersion: answer.promptVersion,
          callIds: [answer.callId],
          createdAt: now,
        },
      ],
    };
  },
};
