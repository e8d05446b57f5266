/** The paragraphs of a chapter's text; a scene break is a paragraph of its own. */
export function splitProse(text: string): string[] {
  return text
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
}
