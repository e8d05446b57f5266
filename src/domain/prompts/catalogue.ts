import { UnknownToThisRelease } from "#/domain/step-errors.ts";
import { analysePremise1 } from "./analyse-premise@1.ts";
import { buildBible1 } from "./build-bible@1.ts";
import { condenseScene1 } from "./condense-scene@1.ts";
import { continueScene1 } from "./continue-scene@1.ts";
import { digestChapter1 } from "./digest-chapter@1.ts";
import { draftScene1 } from "./draft-scene@1.ts";
import { outlineChapters1 } from "./outline-chapters@1.ts";
import { planScenes1 } from "./plan-scenes@1.ts";

/** Every prompt version there is, oldest first. Old ones stay while a step may have pinned them. */
const catalogue = {
  "analyse-premise": [analysePremise1],
  "build-bible": [buildBible1],
  "outline-chapters": [outlineChapters1],
  "plan-scenes": [planScenes1],
  "draft-scene": [draftScene1],
  "continue-scene": [continueScene1],
  "condense-scene": [condenseScene1],
  "digest-chapter": [digestChapter1],
} as const;

export type Purpose = keyof typeof catalogue;

/** The newest version of each prompt: what a step pins when it is first claimed. */
export function currentPins(): Record<string, number> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([purpose, versions]) => [purpose, versions.length]),
  );
}

/**
 * The version of a prompt that a step has pinned; a purpose it did not know yet is taken as it is now.
 * Throws `UnknownToThisRelease` where a newer one was pinned than there is.
 */
export function pinnedPrompt<P extends Purpose>(
  pins: Record<string, number> | null,
  purpose: P,
): (typeof catalogue)[P][number] {
  const versions = catalogue[purpose];
  const version = pins?.[purpose] ?? versions.length;
  const prompt = versions[version - 1];
  if (prompt === undefined)
    throw new UnknownToThisRelease(`prompt ${purpose}@${version} is pinned but not here`);
  return prompt;
}
