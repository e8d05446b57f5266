/*
 * How no sentence comes twice in a book that is written by requests which know nothing of each other.
 *
 * A sentence shape with phrase lists of n1, n2 … entries is a space of P = n1 · n2 · … points, one
 * sentence each. The points are numbered through and go round the *seats* of a book, a seat being a
 * scene of a chapter: point p belongs to seat p mod SEATS. Of a seat's points, six in every eight are
 * for drafting its scene, one is for continuing it and one for telling it again. So two requests of
 * one book have no point in common; within one request the used ones are remembered.
 */

/** Which points a request owns. */
export interface Owner {
  readonly kind: keyof typeof SHARES;
  readonly chapter: number;
  readonly scene: number;
}

const ROUND = 8;
const SHARES = { draft: [0, 1, 2, 3, 4, 5], continuation: [6], retelling: [7] } as const;

const CHAPTERS = 128;
const SCENES = 16;
/** 16 scenes × 128 chapters are 2,048; the next prime has no factor in common with any list's length. */
const SEATS = 2053;

/**
 * Numbers beyond 127 chapters or 15 scenes wrap round. The low seats are the first scenes of all
 * chapters: they have points even in the smallest spaces.
 */
function seatOf({ chapter, scene }: Owner): number {
  return (scene % SCENES) * CHAPTERS + (chapter % CHAPTERS);
}

/** How many points of a space of this size are the owner's. */
export function countOwned(size: number, owner: Owner): number {
  const turns = Math.max(0, Math.ceil((size - seatOf(owner)) / SEATS));
  const share: readonly number[] = SHARES[owner.kind];
  const last = turns % ROUND;
  return Math.floor(turns / ROUND) * share.length + share.filter((turn) => turn < last).length;
}

/** The owner's point number `n`, from 0 up to before `countOwned`, as an index into the space. */
export function ownedIndex(owner: Owner, n: number): number {
  const share: readonly number[] = SHARES[owner.kind];
  const turn = Math.floor(n / share.length) * ROUND + (share[n % share.length] ?? 0);
  return seatOf(owner) + turn * SEATS;
}

/**
 * The point at an index: for each list, which of its entries. A bijection: the index is written in
 * the mixed base of the lengths, and each digit then turned on by the sum of those before it, so that
 * points near each other differ in every place.
 */
export function pointAt(lengths: readonly number[], index: number): number[] {
  const entries: number[] = [];
  let rest = index;
  let turned = 0;
  // A plain loop: long books ask for some ten million points.
  for (const length of lengths) {
    const digit = rest % length;
    rest = (rest - digit) / length;
    entries.push((digit + turned) % length);
    turned += digit;
  }
  return entries;
}
