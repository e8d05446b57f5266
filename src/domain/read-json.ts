import type { z } from "zod";

export type Read<T> = { ok: true; value: T } | { ok: false; reason: string };

/**
 * Reads the JSON object in a model's answer, whatever prose or code fence stands around it, and holds
 * it against `schema`. The reason of a refusal names the fields, for the model to mend.
 */
export function readJson<T>(answer: string, schema: z.ZodType<T>): Read<T> {
  const json = findObject(answer);
  if (json === undefined) return { ok: false, reason: "it holds no complete JSON object" };
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults = parsed.error.issues
    .slice(0, 8)
    .map(({ path, message }) => `${path.join(".") || "the object"}: ${message}`);
  return { ok: false, reason: faults.join("; ") };
}

// Tries the outermost braces first, then each later opening brace, a bounded number of times.
function findObject(answer: string): unknown {
  const end = answer.lastIndexOf("}");
  let start = answer.indexOf("{");
  for (let tries = 0; tries < 20 && start !== -1 && start < end; tries += 1) {
    try {
      return JSON.parse(answer.slice(start, end + 1));
    } catch {
      start = answer.indexOf("{", start + 1);
    }
  }
  return undefined;
}
