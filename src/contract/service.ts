import { z } from "zod";

export const dependencyStates = ["ok", "degraded", "down"] as const;

/** The state of one thing a process depends on. */
export type DependencyState = (typeof dependencyStates)[number];

const dependencyState = z.enum(dependencyStates);

/** The answer of `GET /health/ready`; 503 only when the Store is down or the process drains. */
export const readiness = z
  .object({
    status: z.enum(["ok", "degraded", "down", "draining"]),
    dependencies: z.object({
      store: dependencyState,
      queue: dependencyState,
      bus: dependencyState,
      model: dependencyState,
    }),
  })
  .meta({ id: "Readiness" });

export type Readiness = z.infer<typeof readiness>;

/** The answer of `GET /health`: the process answers. */
export const liveness = z.object({ status: z.literal("ok") }).meta({ id: "Liveness" });

/**
 * The answer of `GET /api/about`: what writes here. `notice` is what every reader should be told of
 * the model (a demo, for instance); null when there is nothing to tell.
 */
export const about = z
  .object({ version: z.string(), model: z.string(), notice: z.string().nullable() })
  .meta({ id: "About" });

export type About = z.infer<typeof about>;
