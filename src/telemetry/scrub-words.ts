import type { Scrubber } from "./scrub.ts";

/** Scrubs what is said to a caller as a line would be: shapes are known as they stand in JSON. */
export function scrubWords({ scrub }: Pick<Scrubber, "scrub">, words: string): string {
  return JSON.parse(scrub(JSON.stringify(words))) as string;
}
