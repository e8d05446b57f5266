import { formatCount } from "#/web/wording/format.ts";

/** How long a text may be: `Up to 200 characters.` */
export function lengthHint({ max }: { max: number }): string {
  return `Up to ${formatCount(max)} characters.`;
}

/** Between what a number may be: `500 to 300,000.` */
export function rangeHint({ min, max }: { min: number; max: number }): string {
  return `${formatCount(min)} to ${formatCount(max)}.`;
}
