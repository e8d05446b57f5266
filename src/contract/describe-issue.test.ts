import { expect, test } from "vitest";
import { z } from "zod";
import { describeIssue, fieldErrors, fieldPath } from "./describe-issue.ts";

function messageFor(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value, { error: describeIssue });
  return error === undefined ? "" : (fieldErrors(error, "it")[0]?.message ?? "");
}

test.each([
  [z.string(), undefined, "is required"],
  [z.string(), 7, "must be a text"],
  [z.boolean(), "yes", "must be true or false"],
  [z.number(), "secret", "must be a number"],
  [z.coerce.number(), "secret", "must be a number"],
  [z.int(), 1.5, "must be a whole number"],
  [z.coerce.number().int(), "secret", "must be a whole number"],
  [z.int(), 1e300, `must be ${Number.MAX_SAFE_INTEGER} or less`],
  [z.array(z.int()), {}, "must be a list"],
  [z.object({}), "secret", "must be an object"],
  [z.record(z.string(), z.int()), "secret", "must be an object"],
  [z.string().min(1), "", "must not be empty"],
  [z.string().min(20), "secret", "must be 20 characters or longer"],
  [z.string().max(3), "secret", "must be 3 characters or shorter"],
  [z.array(z.int()).min(2), [1], "must have 2 entries or more"],
  [z.array(z.int()).max(0), [1], "must have 0 entries or fewer"],
  [z.number().min(5), 4, "must be 5 or more"],
  [z.number().max(5), 6, "must be 5 or less"],
  [z.number().positive(), 0, "must be more than 0"],
  [z.number().lt(5), 5, "must be less than 5"],
  [z.enum(["a", "b"]), "secret", "must be one of a, b"],
  [z.literal("a"), "secret", "must be a"],
  [z.uuid(), "secret", "is not of the right form"],
  [z.union([z.int(), z.boolean()]), "secret", "is not of the right form"],
  [z.string().refine(() => false, "must be nicer"), "secret", "must be nicer"],
])("%$: what is wrong is said in plain words that quote nothing", (schema, value, message) => {
  expect(messageFor(schema, value)).toBe(message);
});

test("every wrong field is named by its path, and unknown ones by their own names", () => {
  const schema = z.strictObject({ a: z.strictObject({ b: z.int() }) });
  const errorsOf = (value: unknown) => {
    const { error } = schema.safeParse(value, { error: describeIssue });
    return error === undefined ? [] : fieldErrors(error, "body");
  };
  expect(errorsOf({ a: { b: "x", c: 1, ["d".repeat(500)]: 2 } })).toEqual([
    { path: "a.b", message: "must be a whole number" },
    { path: "a.c", message: "is not known here" },
    { path: `a.${"d".repeat(100)}`, message: "is not known here" },
  ]);
  expect(errorsOf(7)).toEqual([{ path: "body", message: "must be an object" }]);
});

test("a name that is cut within a character is whole all the same", () => {
  expect(fieldPath(["a", 0, `${"b".repeat(99)}\u{1F600}`])).toBe(`a.0.${"b".repeat(99)}\ufffd`);
});
