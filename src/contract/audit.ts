import { z } from "zod";

/** What operators can do that changes anything; each such act is an entry of the audit log. */
export const auditActions = [
  "novel.pause",
  "novel.resume",
  "novel.cancel",
  "novel.retry",
  "config.change",
  "api-key.create",
  "api-key.delete",
] as const;

const facts = z.record(z.string(), z.json()).nullable();

/** One act of an operator: names, numbers and states, never a secret and nothing of a novel's text. */
export const auditEntry = z
  .object({
    seq: z.int().meta({ description: "1, 2, 3 … without gaps." }),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: "The name of the admin token." }),
    action: z.enum(auditActions),
    target: z.string().nullable().meta({ description: "The id of what was acted on." }),
    before: facts.meta({ description: "What it was, as far as the act changed it." }),
    after: facts.meta({ description: "What it is since." }),
    requestId: z.string(),
    traceId: z.string(),
  })
  .meta({ id: "AuditEntry" });

export type AuditEntry = z.infer<typeof auditEntry>;

export const auditListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

export const auditList = z
  .object({ items: z.array(auditEntry), nextCursor: z.string().nullable() })
  .meta({ id: "AuditList" });

export type AuditList = z.infer<typeof auditList>;
