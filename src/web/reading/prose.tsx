import { sceneBreak } from "#/contract/scene-break.ts";
import { splitProse } from "./split-prose.ts";

/** A chapter's text, set as a page of a book. */
export function Prose({ text }: { text: string }) {
  return (
    <div class="prose">
      {splitProse(text).map((paragraph, index) =>
        paragraph === sceneBreak ? <hr key={index} /> : <p key={index}>{paragraph}</p>,
      )}
    </div>
  );
}
