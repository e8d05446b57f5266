import { until } from "#test/harness/until.ts";
import { type RehearsedSystem, type SecretName, dropRedisUser } from "./rehearsed-system.ts";
import type { Promised } from "./rotation-report.ts";
import type { Rotation } from "./rotations.ts";

/** A mistake of an operator's, and the promise that it breaks. */
export interface Plant {
  secret: SecretName;
  breaks: Promised;
  spoil(rotation: Rotation, system: RehearsedSystem): Rotation;
}

const notDone = () => Promise.resolve();

/** Every mistake that the rehearsal has to find out, by name. */
export const plants: Readonly<Record<string, Plant>> = {
  "the old metrics token is taken out before the scraper has the new one": {
    secret: "METRICS_AUTH_TOKEN",
    breaks: "requests",
    spoil: (rotation) => ({ ...rotation, use: notDone }),
  },
  "the old admin token is taken out before the operator has the new one": {
    secret: "ADMIN_TOKENS",
    breaks: "requests",
    spoil: (rotation) => ({ ...rotation, use: notDone }),
  },
  "the old admin token is left in": {
    secret: "ADMIN_TOKENS",
    breaks: "refused",
    spoil: (rotation, { files, pairs }) => ({
      ...rotation,
      async retire() {
        const retired = rotation.retire();
        files.write("ADMIN_TOKENS", `operator:admin:${pairs.ADMIN_TOKENS.old}`);
        await retired;
      },
    }),
  },
  "the session secret is replaced, not added to": {
    secret: "SESSION_SECRETS",
    breaks: "sessions",
    spoil: (rotation) => ({ ...rotation, admit: () => rotation.retire() }),
  },
  "the model's old key is revoked before the new one is in force": {
    secret: "OPENAI_API_KEY",
    breaks: "calls",
    spoil: (rotation, { provider, pairs }) => ({
      ...rotation,
      async admit() {
        await rotation.admit();
        provider.gate.keys.delete(pairs.OPENAI_API_KEY.old);
        await until("a call came with it", () => provider.gate.strays.length > 0);
      },
    }),
  },
  "the new DSN is of a project that is not there": {
    secret: "SENTRY_DSN",
    breaks: "telemetry",
    spoil: (rotation) => ({ ...rotation, admit: notDone }),
  },
  "the collector's old key is revoked before the new one is in force": {
    secret: "OTEL_EXPORTER_OTLP_HEADERS",
    breaks: "telemetry",
    spoil: (rotation, { spans }) => ({
      ...rotation,
      async admit() {
        spans.gate.keys.clear();
        await rotation.admit();
      },
    }),
  },
  "MongoDB does not know the new user": {
    secret: "MONGODB_URI",
    breaks: "in-force",
    spoil: (rotation) => ({ ...rotation, admit: notDone }),
  },
  "Redis' old user is deleted before the restart": {
    secret: "REDIS_URL",
    breaks: "processes",
    spoil: (rotation, system) => ({
      ...rotation,
      async admit() {
        await rotation.admit();
        await dropRedisUser(system, "old");
      },
    }),
  },
};
