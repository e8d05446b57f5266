import { z } from "zod";

const chapterPlan = z.object({ number: z.int(), title: z.string(), targetWords: z.int() });

/** What each event type tells. Past facts; a chapter's events carry its `number`. */
export const eventData = {
  "novel.queued": z.object({ title: z.string() }),
  "novel.started": z.object({}),
  "analysis.completed": z.object({}),
  "outline.extended": z.object({ chapters: z.int(), of: z.int() }),
  "outline.completed": z.object({ revision: z.int(), chapters: z.array(chapterPlan) }),
  "outline.awaiting-approval": z.object({ revision: z.int(), chapters: z.array(chapterPlan) }),
  "outline.approved": z.object({ revision: z.int() }),
  "chapter.started": z.object({
    number: z.int(),
    title: z.string(),
    targetWords: z.int(),
    attempt: z.int(),
  }),
  "chapter.completed": z.object({
    number: z.int(),
    title: z.string(),
    revision: z.int(),
    words: z.int(),
    targetWords: z.int(),
    costUsd: z.number(),
  }),
  "chapter.failed": z.object({ number: z.int(), reason: z.string() }),
  "call.retried": z.object({
    stage: z.string(),
    number: z.int().nullable(),
    reason: z.string(),
    retryAt: z.iso.datetime(),
  }),
  "budget.reached": z.object({
    budgetUsd: z.number(),
    spentUsd: z.number(),
    neededUsd: z.number(),
  }),
  "novel.changed": z.object({ title: z.string(), budgetUsd: z.number().nullable() }),
  "novel.paused": z.object({ reason: z.string().optional() }),
  "novel.resumed": z.object({}),
  "novel.cancelled": z.object({}),
  "novel.failed": z.object({ reason: z.string() }),
  "novel.completed": z.object({ words: z.int(), chapters: z.int(), costUsd: z.number() }),
} as const;

export type EventType = keyof typeof eventData;

const envelope = z.object({
  version: z.literal(1),
  novelId: z.string(),
  seq: z.int().min(1),
  at: z.iso.datetime(),
  traceId: z.string(),
  requestId: z.string(),
});

const eventTypes = Object.keys(eventData) as [EventType, ...EventType[]];

/** An entry of a novel's log: numbered 1, 2, 3 … without gaps, written with the change it tells of. */
export const novelEvent = z
  .discriminatedUnion(
    "type",
    eventTypes.map((type) =>
      envelope.extend({ type: z.literal(type), data: eventData[type] }),
    ) as unknown as [z.ZodObject<{ type: z.ZodLiteral<EventType> }>],
  )
  .meta({ id: "NovelEvent" }) as unknown as z.ZodType<NovelEvent>;

/** An event before the log gives it its number. */
export type EventDraft = {
  [T in EventType]: { type: T; data: z.infer<(typeof eventData)[T]> };
}[EventType];

/** The events of one change. At least one: a novel's version is the number of its last event. */
export type EventDrafts = [EventDraft, ...EventDraft[]];

export type NovelEvent = z.infer<typeof envelope> & EventDraft;

export const eventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A stretch of the log. Below `firstSeq` nothing is kept any more. */
export const eventPage = z
  .object({ items: z.array(novelEvent), lastSeq: z.int(), firstSeq: z.int() })
  .meta({ id: "EventPage" });

export type EventPage = z.infer<typeof eventPage>;
