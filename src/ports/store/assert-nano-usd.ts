/** Throws a `RangeError` unless `amount` can be money: a safe integer of nano-dollars, not below 0. */
export function assertNanoUsd(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`${amount} is not an amount in whole nano-dollars`);
}
