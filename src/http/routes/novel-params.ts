import { z } from "zod";
import { novelLimits } from "#/contract/novel.ts";

const id = z.string().meta({ description: "The novel's id." });

/** The parameters of addresses under a novel. */
export const novelParams = z.object({ id });

/** The parameters of addresses under a chapter. */
export const chapterParams = z.object({
  id,
  number: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .pipe(z.int().max(novelLimits.targetChapters.max))
    .meta({ description: "The chapter's number, from 1." }),
});

/** The parameters of addresses under a key for programs. */
export const keyParams = z.object({ id: z.string().meta({ description: "The key's id." }) });

/** The body of a command that takes nothing: none, or an empty object. */
export const emptyBody = z.strictObject({}).optional();
