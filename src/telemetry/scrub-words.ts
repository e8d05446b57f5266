import type { Scrubber } from "./scrub.ts";

/** Scrubs text that is no JSON as a line would be: shapes are known as they stand there, quotes and backslashes spelled. */
export function scrubWords({ scrub }: Pick<Scrubber, "scrub">, words: string): string {
  return /["\\]/.test(words) ? (JSON.parse(scrub(JSON.stringify(words))) as string) : scrub(words);
}
