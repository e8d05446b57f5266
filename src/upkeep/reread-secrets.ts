import type { Clock } from "#/ports/clock.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { Scrubber } from "#/telemetry/scrub.ts";
import { createTroubleLog } from "#/telemetry/trouble-log.ts";

/** A file that holds a secret, as `src/config/live-secrets.ts` makes it. */
interface SecretFile {
  name: string;
  live: boolean;
  reread(): Promise<{ values: readonly string[]; take(): void } | null>;
}

/**
 * Makes the chore that reads the files of secrets again. What is new in one is known to the scrubber
 * before it is in force, and told by its variable's name; a file that cannot be used leaves the old
 * secret in force, and is told of until it can be.
 */
export function createSecretWatch(
  files: readonly SecretFile[],
  { clock, log, scrubber }: { clock: Clock; log: Logger; scrubber: Pick<Scrubber, "learn"> },
): () => Promise<void> {
  const watched = files.map((file) => ({
    file,
    trouble: createTroubleLog(log, () => clock.monotonic(), {
      failed: {
        event: "secret.unusable",
        message: "a secret's file cannot be used: the old stays",
      },
      back: { event: "secret.usable", message: "a secret's file can be used again" },
    }),
  }));
  return async () => {
    for (const { file, trouble } of watched) {
      const { name, live } = file;
      try {
        const fresh = await file.reread();
        trouble.worked();
        if (fresh === null) continue;
        scrubber.learn(fresh.values);
        fresh.take();
        log.info(
          { event: "secret.changed", variable: name },
          live ? "a secret has changed" : "a secret has changed: it counts from the next start on",
        );
      } catch (error) {
        trouble.failed(error, { variable: name });
      }
    }
  };
}
