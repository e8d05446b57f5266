import { formatCount } from "#/web/wording/format.ts";

/** What is wrong with a text between these limits of characters; `short` says what is asked for. */
export function checkText(
  text: string,
  { min, max }: { min: number; max: number },
  short: string,
): string | undefined {
  const { length } = text.trim();
  if (length < min) return min > 1 ? `At least ${formatCount(min)} characters. ${short}` : short;
  if (length <= max) return undefined;
  return `At most ${formatCount(max)} characters; these are ${formatCount(length)}.`;
}

/** A whole number as it is typed; undefined when it is none. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

/** What is wrong with a whole number between these limits. */
export function checkWhole(
  text: string,
  { min, max }: { min: number; max: number },
): string | undefined {
  const value = wholeNumber(text);
  if (value !== undefined && value >= min && value <= max) return undefined;
  return `A whole number from ${formatCount(min)} to ${formatCount(max)}.`;
}
