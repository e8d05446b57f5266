import { z } from "zod";
import { novelStatuses } from "./novel-statuses.ts";

/** What operators see of a novel, whoever owns it: where it stands and why, and none of its text. */
export const novelStanding = z
  .object({
    id: z.string(),
    owner: z.string(),
    status: z.enum(novelStatuses),
    standing: z.string().meta({ description: "Why it runs, or why it does not, in a sentence." }),
    step: z.string().nullable(),
    lease: z.object({ holder: z.string(), beat: z.int() }).nullable(),
    runAt: z.iso.datetime().nullable().meta({ description: "Not tried again before." }),
    inARow: z
      .object({ failures: z.int(), delays: z.int(), crashes: z.int() })
      .meta({ description: "Tries of the present step that came to nothing." }),
    breaker: z.enum(["closed", "open"]).nullable().meta({
      description:
        "Whether the server of the model that its step needs is left alone, after failing several times in a row. Null where this process makes no calls: then each worker has a breaker of its own, and `lastError` says what the novel met.",
    }),
    budget: z.object({
      heldBy: z.enum(["budget", "day-budget"]).nullable(),
      usd: z.number().nullable(),
      spentUsd: z.number(),
      reservedUsd: z.number(),
    }),
    lastError: z
      .object({ at: z.iso.datetime(), step: z.string(), model: z.string(), reason: z.string() })
      .nullable()
      .meta({ description: "The latest model call that failed or was rejected, in our words." }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "NovelStanding" });

/** A novel in the operators' list: where it stands, and none of its words. */
export const standingItem = novelStanding
  .pick({
    id: true,
    owner: true,
    status: true,
    standing: true,
    step: true,
    lease: true,
    runAt: true,
    budget: true,
    createdAt: true,
    updatedAt: true,
  })
  .meta({ id: "StandingItem" });

export type StandingItem = z.infer<typeof standingItem>;

export const standingListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  status: z.enum(novelStatuses).optional(),
  owner: z.uuid().optional(),
});

export const standingList = z
  .object({ items: z.array(standingItem), nextCursor: z.string().nullable() })
  .meta({ id: "StandingList" });

export type StandingList = z.infer<typeof standingList>;

export type NovelStanding = z.infer<typeof novelStanding>;
