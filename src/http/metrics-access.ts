import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";

/** Whether a request may read the metrics. */
export type MetricsAccess = (req: Request) => boolean;

/** Whoever bears the token may; everybody, when there is none. */
export function createMetricsAccess(metricsAuthToken: string | null): MetricsAccess {
  if (metricsAuthToken === null) return () => true;
  const expected = digest(`Bearer ${metricsAuthToken}`);
  // Digests are of one length, so comparing them tells nothing of the secret's.
  return ({ headers: { authorization } }) =>
    authorization !== undefined && timingSafeEqual(digest(authorization), expected);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
