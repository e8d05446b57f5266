import { listWords } from "./list-words.ts";

/**
 * How varied a text is: different runs of `n` lower-cased words over all runs of `n` words, from
 * near 0 (the same again and again) to 1 (no run twice; also for a text too short to have a run).
 * After Li et al. 2016, "A Diversity-Promoting Objective Function", https://arxiv.org/abs/1510.03055
 */
export function distinctN(text: string, n: number): number {
  const words = listWords(text);
  const runs = words.length - n + 1;
  if (runs < 1) return 1;
  const different = new Set<string>();
  for (let at = 0; at < runs; at += 1) different.add(words.slice(at, at + n).join(" "));
  return different.size / runs;
}
