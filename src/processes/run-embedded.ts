import { createMemoryRateLimitStore } from "#/adapters/memory/rate-limit-store.ts";
import { chooseModel, openModel } from "./choose-model.ts";
import { openEmbeddedServices } from "./open-embedded-services.ts";
import type { ProcessFrame } from "./run-process.ts";
import { keptSessionSecret } from "./session-secret.ts";
import { startApi } from "./start-api.ts";
import { startSettings } from "./start-settings.ts";
import { startWriting } from "./start-writing.ts";

/** API, worker and web app in one process, with SQLite and no other service. */
export async function runEmbedded(frame: ProcessFrame): Promise<() => Promise<void>> {
  const { config, log } = frame;
  if (config.scaledOut !== null)
    log.warn(
      { event: "config.unused" },
      "MONGODB_URI and REDIS_URL are not used: this process keeps its novels in SQLite; those two are for `npm run api` and `npm run worker`",
    );
  const services = await openEmbeddedServices(frame);
  const settings = await startSettings(frame, services);
  const chosen = chooseModel(config);
  const model = await openModel(config, frame);
  let [draining, closing] = [false, false];
  const api = await startApi(frame, services, {
    chosen,
    modelHealth: model.health,
    modelRestMs: model.restMs,
    settings,
    sessionSecrets: sessionSecretsOf(frame),
    rateLimitStore: createMemoryRateLimitStore(services),
    isDraining: () => draining,
    isClosing: () => closing,
  });
  const drainWriting = startWriting(frame, services, { chosen, model, settings });
  process.stdout.write(`Colophon is ready: ${api.url}\n`);

  return async () => {
    draining = true;
    await services.clock.sleep(config.shutdownDelayMs);
    closing = true;
    await drainWriting();
    await api.stop();
  };
}

function sessionSecretsOf({ config, secrets, scrubber }: ProcessFrame): () => readonly string[] {
  if (config.sessionSecrets.length > 0) return secrets.sessionSecrets;
  const kept = [keptSessionSecret(config.dataDir)];
  scrubber.learn(kept);
  return () => kept;
}
