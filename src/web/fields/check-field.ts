import { countCharacters } from "#/contract/count-characters.ts";
import { formatCount } from "#/web/wording/format.ts";

/** What is wrong with a text between these limits of characters; `short` says what is asked for. */
export function checkText(
  text: string,
  { min, max }: { min: number; max: number },
  short: string,
): string | undefined {
  const length = countCharacters(text.trim());
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

/** What is wrong with an amount of dollars, typed as `5`, `2.50` or `.5`. */
export function checkDollars(text: string, { max }: { max: number }): string | undefined {
  const value = /^(\d+(\.\d*)?|\.\d+)$/.test(text.trim()) ? Number(text) : 0;
  if (value > 0 && value <= max) return undefined;
  return `An amount above 0 and up to ${formatCount(max)}, such as 2.50.`;
}

/** An amount of dollars as one would type it: no more decimals than it has. */
export function typeDollars(usd: number): string {
  return usd.toFixed(9).replace(/\.?0{1,9}$/, "");
}
