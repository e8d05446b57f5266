import { createHash } from "node:crypto";

/**
 * The SHA-256, in hex, of a parsed body in canonical JSON: the same for two bodies that say the same,
 * however their keys were ordered and spaced.
 */
export function hashBody(body: unknown): string {
  return createHash("sha256").update(JSON.stringify(body, inKeyOrder)).digest("hex");
}

function inKeyOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
