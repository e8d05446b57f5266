import { z } from "zod";
import { boundedText } from "./bounded-text.ts";

/** Who the caller is to this service. */
export const me = z
  .object({
    owner: z.string(),
    /** When the recovery code in force was made; null without one. */
    recoveryCodeCreatedAt: z.string().nullable(),
  })
  .meta({ id: "Me" });

export type Me = z.infer<typeof me>;

/** A recovery code: this once, and never again. */
export const recoveryCode = z
  .object({ code: z.string(), createdAt: z.string() })
  .meta({ id: "RecoveryCode" });

export type RecoveryCode = z.infer<typeof recoveryCode>;

/** What came of signing out; false where there was no session, or none any more. */
export const sessionEnd = z.object({ ended: z.boolean() }).meta({ id: "SessionEnd" });

/** The code may be typed in any case and with any gaps. */
export const sessionInput = z
  .strictObject({ code: boundedText({ min: 1, max: 100 }) })
  .meta({ id: "SessionInput" });
