import { chooseModel } from "./choose-model.ts";
import { connectRateLimits } from "./connect-rate-limits.ts";
import { connectServices } from "./connect-services.ts";
import type { ProcessFrame } from "./run-process.ts";
import { startApi } from "./start-api.ts";
import { startSettings } from "./start-settings.ts";

/** One of any number of processes that serve the API, the web app and the sockets. */
export async function runApi(frame: ProcessFrame): Promise<() => Promise<void>> {
  const { config } = frame;
  const services = await connectServices(frame);
  let [draining, closing] = [false, false];
  const { url, stop } = await startApi(frame, services, {
    chosen: chooseModel(config),
    // It asks no model: the workers' own readiness tells of theirs.
    modelHealth: () => Promise.resolve("ok"),
    modelRestMs: () => null,
    settings: await startSettings(frame, services),
    sessionSecrets: frame.secrets.sessionSecrets,
    rateLimitStore: connectRateLimits(frame, services),
    isDraining: () => draining,
    isClosing: () => closing,
  });
  process.stdout.write(`Colophon is ready: ${url}\n`);

  return async () => {
    draining = true;
    await services.clock.sleep(config.shutdownDelayMs);
    closing = true;
    await stop();
  };
}
