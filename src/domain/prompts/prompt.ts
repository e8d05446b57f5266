import type { z } from "zod";
import type { ChatMessage } from "#/ports/language-model.ts";

/** The three kinds of work a model is chosen for. */
export type Stage = "analysis" | "outline" | "chapter";

interface PromptBase<Input> {
  /** A verb and its object, as in the file's name: `draft-scene`. */
  purpose: string;
  /** A changed wording is a new version in a new file: steps under way keep theirs. */
  version: number;
  stage: Stage;
  messages(input: Input): ChatMessage[];
  /** About how many words the answer will have; bounds what may be generated. */
  answerWords(input: Input): number;
}

/** A prompt that asks for prose. */
export interface ProsePrompt<Input> extends PromptBase<Input> {
  schema: null;
}

/** A prompt that asks for JSON; `check` says in a sentence what is wrong with an answer that fits the schema. */
export interface JsonPrompt<Input, Answer> extends PromptBase<Input> {
  schema: { name: string; answer: z.ZodType<Answer> };
  check?(answer: Answer, input: Input): string | null;
}

export type Prompt<Input, Answer> = ProsePrompt<Input> | JsonPrompt<Input, Answer>;

/** The name under which a prompt's version is stored with what it made: `draft-scene@1`. */
export function promptVersion(prompt: { purpose: string; version: number }): string {
  return `${prompt.purpose}@${prompt.version}`;
}
