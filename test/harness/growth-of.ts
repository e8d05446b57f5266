/** Processor time below which a measurement says nothing, in microseconds. */
const tellingUs = 4_000;

/** Where a search for a telling length ends. */
const longest = 4_000_000;

/** The most that time may grow by when it grows in proportion: sorting and collected garbage included. */
export const inProportion = 1.5;

/**
 * How the processor time of `work` grows with the length of its input: 1 for in proportion to it, 2 for
 * with its square, 0 when even the longest input takes no time to speak of. By this process' own time, at
 * two lengths in one run, so that neither a slow machine nor a busy one makes a difference; what looks
 * worse than `inProportion` is measured once more, and the less counts.
 */
export function growthOf(work: (length: number) => void): number {
  let length = 2_000;
  while (leastUs(work, length) < tellingUs) {
    length *= 2;
    if (length > longest) return 0;
  }
  let growth = Infinity;
  for (let tries = 0; tries < 2 && growth >= inProportion; tries += 1)
    growth = Math.min(
      growth,
      Math.log(leastUs(work, 4 * length) / leastUs(work, length)) / Math.log(4),
    );
  return growth;
}

function leastUs(work: (length: number) => void, length: number): number {
  return Math.min(...Array.from({ length: 4 }, () => timeUs(work, length)));
}

function timeUs(work: (length: number) => void, length: number): number {
  const before = process.cpuUsage();
  work(length);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** A text of at least `length` characters of this piece over and over. */
export const repeated = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length));
