import { createHttpServer } from "#/http/create-http-server.ts";
import { createOperationsApp } from "#/http/operations-app.ts";
import { chooseModel, openModel } from "./choose-model.ts";
import { connectServices } from "./connect-services.ts";
import { lastRequestsMs, listen, stopListening } from "./listen.ts";
import type { ProcessFrame } from "./run-process.ts";
import { startSettings } from "./start-settings.ts";
import { startWriting } from "./start-writing.ts";

/** One of any number of processes that write; it answers its operators only. */
export async function runWorker(frame: ProcessFrame): Promise<() => Promise<void>> {
  const { config } = frame;
  const services = await connectServices(frame);
  const settings = await startSettings(frame, services);
  const chosen = chooseModel(config);
  const model = await openModel(config, frame);
  let draining = false;
  const operations = createHttpServer(
    createOperationsApp({
      ...services,
      scrubber: frame.scrubber,
      model,
      isDraining: () => draining,
      isClosing: () => draining,
      metricsAuthTokens: frame.secrets.metricsAuthTokens,
    }),
    { ...services, scrubber: frame.scrubber },
    { maxConnections: config.listen.maxConnections },
  );
  const url = await listen(operations, {
    host: config.listen.host,
    port: config.worker.operationsPort,
  });
  const drainWriting = startWriting(frame, services, { chosen, model, settings });
  process.stdout.write(`A worker of Colophon is ready; it answers operators at ${url}\n`);

  return async () => {
    draining = true;
    await drainWriting();
    await stopListening(operations, { graceMs: lastRequestsMs });
  };
}
