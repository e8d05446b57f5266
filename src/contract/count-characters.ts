/** How many characters a text has as its limits count them, and JSON Schema: Unicode code points. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
