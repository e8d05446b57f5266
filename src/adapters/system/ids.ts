import { randomBytes } from "node:crypto";
import type { Ids } from "#/ports/ids.ts";

const countsPerMillisecond = 0x1000;

/** Of randomness that waits to be ids, which are no secrets. */
const pooledBytes = 2_048;

/**
 * Random ids of this process. Its UUIDs grow strictly, also within a millisecond and when the wall
 * clock is set back (RFC 9562 §6.2, method 1; Node's own `randomUUIDv7` does not promise that).
 */
export function createSystemIds(): Ids {
  let time = 0;
  let count = 0;
  let [spelled, stamp] = [Number.NaN, ""];
  const randomHex = createRandomHex();

  return {
    uuid() {
      const now = Date.now();
      count = now > time ? 0 : count + 1;
      time = Math.max(time, now);
      if (count === countsPerMillisecond) {
        count = 0;
        time += 1;
      }
      if (time !== spelled) {
        const hex = time.toString(16).padStart(12, "0");
        [spelled, stamp] = [time, `${hex.slice(0, 8)}-${hex.slice(8)}`];
      }
      const counted = count.toString(16).padStart(3, "0");
      const random = randomHex(8);
      // Behind the version the variant, whose other two bits nobody misses.
      return `${stamp}-7${counted}-8${random.slice(1, 4)}-${random.slice(4)}`;
    },
    traceId: () => randomHex(16),
    spanId: () => randomHex(8),
  };
}

/** Makes random hex digits, never all zero, drawn and spelled many at a time: asking is what costs. */
function createRandomHex(): (bytes: number) => string {
  let pool = "";
  let used = 0;
  return (bytes) => {
    const digits = 2 * bytes;
    for (;;) {
      if (used + digits > pool.length) {
        pool = randomBytes(pooledBytes).toString("hex");
        used = 0;
      }
      const hex = pool.slice(used, used + digits);
      used += digits;
      if (/[1-9a-f]/.test(hex)) return hex;
    }
  };
}
