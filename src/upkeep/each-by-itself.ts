/** So many failures in a row are no matter of single items: the rest is left for the next time. */
const failuresAllowed = 5;

/**
 * Does `act` for each item, one after the other: what fails for one, such as a novel that a dead
 * worker's open transaction still locks, holds up none of the others. Then throws the first failure.
 */
export async function eachByItself<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  let inARow = 0;
  for (const item of items) {
    try {
      await act(item);
      inARow = 0;
    } catch (error) {
      failures.push(error);
      inARow += 1;
      if (inARow === failuresAllowed) break;
    }
  }
  if (failures.length > 0) throw failures[0];
}
