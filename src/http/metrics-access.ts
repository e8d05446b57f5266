import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";

/** Whether a request may read the metrics. */
export type MetricsAccess = (req: Request) => boolean;

/** Whoever bears the token that there is now may; everybody, when there is none. */
export function createMetricsAccess(metricsAuthToken: () => string | null): MetricsAccess {
  return ({ headers: { authorization } }) => {
    const token = metricsAuthToken();
    if (token === null) return true;
    // Digests are of one length, so comparing them tells nothing of the secret's.
    return (
      authorization !== undefined &&
      timingSafeEqual(digest(authorization), digest(`Bearer ${token}`))
    );
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
