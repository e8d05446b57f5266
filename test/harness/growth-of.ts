/** Processor time below which a measurement says nothing, in microseconds. */
const tellingUs = 4_000;

/** Where a search for a telling length ends. */
const longest = 4_000_000;

/**
 * How the processor time of `work` grows with the length of its input: 1 for in proportion to it, 2 for
 * with its square, 0 when even the longest input takes no time to speak of. By this process' own time, at
 * two lengths in one run, so that neither a slow machine nor a busy one makes a difference.
 */
export function growthOf(work: (length: number) => void): number {
  let length = 2_000;
  while (timeUs(work, length) < tellingUs) {
    length *= 2;
    if (length > longest) return 0;
  }
  const times = [length, 4 * length].map((each) =>
    Math.min(...Array.from({ length: 3 }, () => timeUs(work, each))),
  ) as [number, number];
  return Math.log(times[1] / times[0]) / Math.log(4);
}

function timeUs(work: (length: number) => void, length: number): number {
  const before = process.cpuUsage();
  work(length);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The most that time may grow by when it grows in proportion: sorting and collected garbage included. */
export const inProportion = 1.5;

/** A text of at least `length` characters of this piece over and over. */
export const repeated = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length));
