import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";

/** Whether a request may read the metrics. */
export type MetricsAccess = (req: Request) => boolean;

/** Whoever bears one of the tokens that there are now may; everybody, when there are none. */
export function createMetricsAccess(metricsAuthTokens: () => readonly string[]): MetricsAccess {
  return ({ headers: { authorization } }) => {
    const tokens = metricsAuthTokens();
    if (tokens.length === 0) return true;
    if (authorization === undefined) return false;
    const given = digest(authorization);
    // Digests are of one length, so comparing them tells nothing of the secrets'.
    return tokens.some((token) => timingSafeEqual(digest(`Bearer ${token}`), given));
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
