import type { z } from "zod";

/** One variable: how its text becomes a value, what it is when unset, and what it does. */
export interface Variable<T, F> {
  parse: z.ZodType<T, string>;
  fallback: F;
  /** The default as the reference shows it, where it is more than the plain value. */
  shown?: string;
  about: string;
}

/** Makes one. */
export const variable = <T, F>(
  about: string,
  parse: z.ZodType<T, string>,
  fallback: F,
  shown?: string,
): Variable<T, F> =>
  shown === undefined ? { about, parse, fallback } : { about, parse, fallback, shown };
