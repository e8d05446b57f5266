const tickMs = 10;

/**
 * How long `act` takes, in milliseconds that this process lived through: where the machine kept it from running, or it
 * kept itself busy, a pause counts as two ticks at most. For promises about waiting that a slow machine must not break.
 */
export async function livedMs(act: () => Promise<unknown>): Promise<number> {
  let lived = 0;
  let last = performance.now();
  const count = () => {
    const now = performance.now();
    lived += Math.min(now - last, 2 * tickMs);
    last = now;
  };
  const ticking = setInterval(count, tickMs);
  try {
    await act();
  } finally {
    clearInterval(ticking);
    count();
  }
  return lived;
}
