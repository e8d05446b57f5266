import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createMemoryBus } from "#/adapters/memory/event-bus.ts";
import { createMemoryQueue } from "#/adapters/memory/queue.ts";
import { lockDataDir } from "#/adapters/sqlite/lock-data-dir.ts";
import { createSqliteStore } from "#/adapters/sqlite/store.ts";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { createModelPlan } from "#/domain/model-plan.ts";
import { toNanoUsd } from "#/domain/money.ts";
import { createApp } from "#/http/app.ts";
import { isOwnOrListed } from "#/http/middleware/origin/origin.ts";
import { ownerOfCookie } from "#/http/middleware/session/session.ts";
import { createGateway, realtimeLimits } from "#/realtime/gateway.ts";
import { createMetrics, observeSharedState } from "#/telemetry/metrics.ts";
import { createLeaseWatch } from "#/upkeep/break-dead-leases.ts";
import { reconcile } from "#/upkeep/reconcile.ts";
import { startUpkeep } from "#/upkeep/start-upkeep.ts";
import { startWorker } from "#/worker/worker.ts";
import { chooseModel } from "./choose-model.ts";
import { type ProcessFrame, runProcess } from "./run-process.ts";
import { keptSessionSecret } from "./session-secret.ts";

/** API, worker and web app in one process, with SQLite and no other service. */
async function embedded({
  config,
  log,
  scrubber,
  version,
  opened,
}: ProcessFrame): Promise<() => Promise<void>> {
  const { dataDir } = config;
  opened("data directory", lockDataDir(dataDir));
  const store = await createSqliteStore({ dataDir });
  opened("store", store.close);
  // The lock says that whoever held these leases is dead.
  const voided = await store.novels.voidLeases();
  if (voided > 0) log.info({ event: "leases.voided", novels: voided }, "novels taken up again");

  const clock = createSystemClock();
  // What a killed process had set aside; nothing is under way yet.
  await store.days.recompute(clock.now().slice(0, 10));
  const ids = createSystemIds();
  const metrics = createMetrics();
  const queue = createMemoryQueue();
  opened("queue", queue.close);
  const bus = createMemoryBus({
    onError: (error) => {
      log.error({ event: "bus.listener-failed", err: error }, "a listener failed");
    },
  });
  opened("bus", bus.close);
  observeSharedState(metrics, { store, queue });

  const { model, name, notice, prices } = await chooseModel(config, { log, opened });
  const plan = createModelPlan({
    model: name,
    notice,
    overrides: config.model.overrides,
    prices,
    dayBudgetNanoUsd: config.budgetUsdPerDay === null ? null : toNanoUsd(config.budgetUsdPerDay),
  });

  const shared = { store, queue, bus, clock, ids, metrics, log };
  const sessionSecrets =
    config.sessionSecrets.length > 0 ? config.sessionSecrets : [keptSessionSecret(dataDir)];
  scrubber.learn(sessionSecrets);
  let draining = false;
  const app = createApp({
    ...shared,
    model: { name, notice, health: model.health },
    unpricedModels: () => plan.unpricedModels,
    isDraining: () => draining,
    sessionSecrets: () => sessionSecrets,
    corsOrigins: config.corsOrigins,
    metricsAuthToken: config.metricsAuthToken,
    version,
    webRoot: join(import.meta.dirname, "../../dist/web"),
  });
  const server = createServer(app);
  const gateway = createGateway({
    ...shared,
    httpServer: server,
    identifyOwner: (cookie) => ownerOfCookie(cookie, { secrets: sessionSecrets, clock }),
    allowedOrigins: isOwnOrListed(config.corsOrigins),
    limits: realtimeLimits,
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.listen.port, config.listen.host, resolve);
  });
  const activePerOwner = config.novelsActivePerOwner;
  const worker = startWorker(
    {
      ...shared,
      model,
      plan,
      holder: ids.uuid(),
      activePerOwner,
      random: Math.random,
    },
    { concurrency: config.worker.concurrency },
  );
  const stopUpkeep = startUpkeep(
    [
      { name: "reconcile", everyMs: 10_000, run: () => reconcile({ ...shared, activePerOwner }) },
      {
        name: "lease-watch",
        everyMs: 3_000,
        run: createLeaseWatch({ ...shared, isAtWork: worker.isAtWork }),
      },
    ],
    shared,
  );
  const { address, family, port } = server.address() as AddressInfo;
  process.stdout.write(
    `Colophon is ready: http://${family === "IPv6" ? `[${address}]` : address}:${port}\n`,
  );

  return async () => {
    draining = true;
    await stopUpkeep();
    await worker.drain(config.shutdownGraceMs);
    await gateway.close("shutdown");
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeIdleConnections();
      // Who still reads an answer gets a moment; nobody keeps the process.
      setTimeout(() => {
        server.closeAllConnections();
      }, 1_000).unref();
    });
  };
}

await runProcess("embedded", embedded);
