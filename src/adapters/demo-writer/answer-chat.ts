import { analysePremise } from "./analyse-premise.ts";
import { buildBible } from "./build-bible.ts";
import { digestChapter } from "./digest-chapter.ts";
import { outlineChapters } from "./outline-chapters.ts";
import { planScenes } from "./plan-scenes.ts";
import { readPrompt, type ChatMessage, type Prompt } from "./read-prompt.ts";
import { writeProse } from "./write-prose.ts";

const answers = {
  premise_analysis: analysePremise,
  story_bible: buildBible,
  outline_batch: outlineChapters,
  scene_plan: planScenes,
  chapter_digest: digestChapter,
} as const satisfies Record<string, (prompt: Prompt) => object>;

export type SchemaName = keyof typeof answers;

export const schemaNames = Object.keys(answers) as readonly SchemaName[];

export function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(answers, name);
}

/** The schema that a system message asks for in words, for servers without `json_schema`. */
export function schemaNamedIn(messages: readonly ChatMessage[]): string | null {
  const system = messages.filter(({ role }) => role === "system" || role === "developer");
  const asked = /^Answer with JSON only, after the schema named "(\w+)":/m;
  return system.map(({ content }) => asked.exec(content)?.[1]).find(Boolean) ?? null;
}

/**
 * The demo writer's whole answer to a chat: JSON after the named schema, or prose. The same messages
 * get the same answer.
 */
export function answerChat(messages: readonly ChatMessage[], schema: SchemaName | null): string {
  const prompt = readPrompt(messages);
  return schema === null ? writeProse(prompt) : JSON.stringify(answers[schema](prompt));
}
