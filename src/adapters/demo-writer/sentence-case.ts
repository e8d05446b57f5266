/** With a capital first letter. */
export function capitalized(text: string): string {
  return text.replace(/^\P{L}*\p{Ll}/u, (start) => start.toUpperCase());
}

/** With a capital first letter and a full stop. */
export function sentence(text: string): string {
  return `${capitalized(text)}.`;
}
