import type { z } from "zod";
import { describeIssue, fieldErrors } from "#/contract/describe-issue.ts";
import { type FieldError, ProblemError } from "#/contract/problem.ts";

/** The parts of a request that a route may ask for. */
export const requestParts = ["params", "query", "headers", "body"] as const;

export type RequestPart = (typeof requestParts)[number];

/** The schemas of the parts that a route asks for. */
export interface RequestSchemas {
  params?: z.ZodObject | undefined;
  query?: z.ZodObject | undefined;
  headers?: z.ZodObject | undefined;
  body?: z.ZodType | undefined;
}

export type RawRequest = { [P in RequestPart]: unknown };

// Enough to correct a form by; a hostile body has a hundred thousand.
const maxErrors = 100;

/**
 * Makes the check of one route's requests: it returns the parsed parts, or throws `invalid-input`
 * that names every wrong field at once. An address whose parameters cannot be names nothing: that is
 * `not-found`.
 */
export function createValidation(schemas: RequestSchemas): (raw: RawRequest) => RawRequest {
  const asked = requestParts.flatMap((part) => {
    const schema = schemas[part];
    return schema === undefined ? [] : [{ part, schema }];
  });
  return (raw) => {
    const parsed: RawRequest = {
      params: undefined,
      query: undefined,
      headers: undefined,
      body: undefined,
    };
    const errors: FieldError[] = [];
    for (const { part, schema } of asked) {
      const result = schema.safeParse(raw[part], { error: describeIssue });
      if (result.success) parsed[part] = result.data;
      else if (part === "params") throw new ProblemError("not-found", "There is no such thing.");
      else for (const error of fieldErrors(result.error, part)) errors.push(error);
    }
    if (errors.length === 0) return parsed;
    throw new ProblemError("invalid-input", summarise(errors), {
      errors: errors.slice(0, maxErrors),
    });
  };
}

function summarise(errors: readonly FieldError[]): string {
  const [first] = errors;
  if (errors.length === 1 && first !== undefined) return `${first.path}: ${first.message}.`;
  return `${errors.length} fields are wrong.`;
}
