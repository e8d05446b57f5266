import { z } from "zod";

const seconds = z.number().nullable();

/** The answer of `GET /internal/realtime/metrics`: of one process's gateway, now. */
export const realtimeMetrics = z
  .object({
    process: z.string().meta({
      description: "Who answers: `service@host:pid`. Every process has sockets of its own.",
    }),
    at: z.iso.datetime(),
    connections: z.int(),
    subscriptions: z.int(),
    idle: z.int().meta({ description: "Connections that follow no novel." }),
    perOrigin: z.record(z.string(), z.int()).meta({ description: "Connections of pages." }),
    perNovel: z
      .array(z.object({ novelId: z.string(), subscriptions: z.int() }))
      .meta({ description: "The hundred novels that most follow." }),
    dropped: z
      .record(z.string(), z.int())
      .meta({ description: "Since the process started, by reason." }),
    catchupSeconds: z
      .object({ last: seconds, p95: seconds })
      .meta({ description: "Of the last thousand subscriptions." }),
    broadcastSeconds: z
      .object({ last: seconds, p95: seconds })
      .meta({ description: "Of the last thousand events." }),
    busLagSeconds: seconds,
    limits: z.object({
      connections: z.int(),
      connectionsPerOrigin: z.int(),
      connectionsPerOwner: z.int(),
      subscriptionsPerClient: z.int(),
      messagesPerSecond: z.int(),
      idleSeconds: z.number(),
      bufferBytes: z.int(),
    }),
  })
  .meta({ id: "RealtimeMetrics" });

export type RealtimeMetrics = z.infer<typeof realtimeMetrics>;
