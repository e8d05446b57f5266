import { seededRandom, shuffled } from "./seeded-random.ts";

/** Item number `n` of a list that goes round and round; throws on an empty one. */
export function nth<Item>(items: readonly Item[], n: number): Item {
  const item = items[n % items.length];
  if (item === undefined) throw new Error("nothing to take from");
  return item;
}

/**
 * Deals out a list in a seeded order: number n of a seed is always the same item, and none comes
 * again before all have been.
 */
export function deal(items: readonly string[], seed: string, number: number): string {
  const round = Math.floor(number / items.length);
  return nth(shuffled(items, seededRandom(`${seed} ${items[0]} ${round}`)), number);
}
