import type { z } from "zod";
import type { FieldError } from "./problem.ts";

/**
 * Says what is wrong with a value, for whoever gave it in a body, a message or a variable, and never
 * quotes it: it may be secret. For zod's `safeParse`, as `error`; what a schema says itself goes first.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return "is required";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${kinds.get(isWhole(issue) ? "int" : issue.expected) ?? "of another type"}`;
    case "too_small":
      return describeMinimum(issue);
    case "too_big":
      return describeMaximum(issue);
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "unrecognized_keys":
      return "is not known here";
    default:
      return "is not of the right form";
  }
}

// A hostile key is as long as a body may be.
const maxKeyLength = 100;

/** The wrong fields of a refused value, each by its path; `root` names the value itself. */
export function fieldErrors({ issues }: z.core.$ZodError, root: string): FieldError[] {
  return issues.flatMap((issue) => {
    const { path, message } = issue;
    if (issue.code !== "unrecognized_keys") return [{ path: fieldPath(path) || root, message }];
    return issue.keys.map((key) => ({ path: fieldPath([...path, key]), message }));
  });
}

/** A field by the way to it: `chapters.0.title`. Long names stand by their beginning. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.map((key) => String(key).slice(0, maxKeyLength).toWellFormed()).join(".");
}

type Bound<I> = Omit<I, "path" | "message" | "code" | "input">;

const kinds: ReadonlyMap<string, string> = new Map([
  ["string", "a text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["object", "an object"],
  ["record", "an object"],
]);

/** Whether a whole number was asked for; zod says only "number" of what is no number at all. */
function isWhole({ inst }: z.core.$ZodRawIssue): boolean {
  return inst !== undefined && "isInt" in inst && inst.isInt === true;
}

function describeMinimum({ origin, minimum, inclusive }: Bound<z.core.$ZodIssueTooSmall>): string {
  if (origin === "string")
    return minimum === 1 ? "must not be empty" : `must be ${minimum} characters or longer`;
  if (origin === "array") return `must have ${minimum} entries or more`;
  return inclusive === false ? `must be more than ${minimum}` : `must be ${minimum} or more`;
}

function describeMaximum({ origin, maximum, inclusive }: Bound<z.core.$ZodIssueTooBig>): string {
  if (origin === "string") return `must be ${maximum} characters or shorter`;
  if (origin === "array") return `must have ${maximum} entries or fewer`;
  return inclusive === false ? `must be less than ${maximum}` : `must be ${maximum} or less`;
}
