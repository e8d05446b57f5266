import { z } from "zod";

const spanId = z.string().regex(/^[0-9a-f]{16}$/);

export const traceSpan = z.object({
  id: spanId,
  parentId: spanId.nullable(),
  name: z.string(),
  start: z.iso.datetime(),
  durationMs: z.number().min(0).meta({ description: "So far, while it runs." }),
  status: z.enum(["ok", "error", "running"]),
  attributes: z
    .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
    .meta({ description: "Named as those of exported spans are." }),
});

export type TraceSpan = z.infer<typeof traceSpan>;

/**
 * The answer of `GET /api/novel/:id/trace`: the novel's own waterfall. One root, the novel from its
 * submit to its end; below it each worker's turn at a step (`step chapter`), with the attempts of model
 * calls (`chat MODEL`) it made, and what it waited for in between (`wait pause`). In the order of their
 * start. There for every novel; `sampled` tells whether its spans were exported as well.
 */
export const novelTrace = z
  .object({
    traceId: z.string().regex(/^[0-9a-f]{32}$/),
    sampled: z.boolean(),
    spans: z.array(traceSpan),
    truncated: z
      .boolean()
      .meta({ description: "Whether there may be more than is shown, which is the last of it." }),
  })
  .meta({ id: "NovelTrace" });

export type NovelTrace = z.infer<typeof novelTrace>;
