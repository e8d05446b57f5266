import { hostname } from "node:os";
import { join } from "node:path";
import type { DependencyState } from "#/contract/service.ts";
import { findApiKey } from "#/domain/api-key.ts";
import { signerOf } from "#/domain/identify-caller.ts";
import { createApp } from "#/http/app.ts";
import { createHttpServer } from "#/http/create-http-server.ts";
import { createHandshakeHeaders } from "#/http/handshake-headers.ts";
import { createHandshakeLimit } from "#/http/handshake-limit.ts";
import { createHandshakeRules } from "#/http/handshake-rules.ts";
import { isLoopback } from "#/http/host-fault.ts";
import { sessionOfCookie } from "#/http/middleware/session/session.ts";
import { createSecureCheck } from "#/http/secure-check.ts";
import type { LiveSettings } from "#/ports/live-settings.ts";
import type { RateLimitStore } from "#/ports/rate-limit-store.ts";
import { type Gateway, createGateway } from "#/realtime/gateway.ts";
import type { ChosenModel } from "./choose-model.ts";
import { lastRequestsMs, listen, stopListening } from "./listen.ts";
import type { ProcessFrame } from "./run-process.ts";
import type { Services } from "./services.ts";

/** The half that people talk to. */
export interface Api {
  /** Where it listens: `http://127.0.0.1:3001`. */
  url: string;
  /** Takes no more sockets and requests; resolves when the last ones ended. */
  stop(): Promise<void>;
}

/** Starts HTTP, the web app and the gateway on one port. */
export async function startApi(
  { service, config, secrets, scrubber, version }: ProcessFrame,
  services: Services,
  options: {
    chosen: ChosenModel;
    modelHealth: () => Promise<DependencyState>;
    modelRestMs: (baseUrl: string | null) => number | null;
    settings: LiveSettings;
    sessionSecrets: () => readonly string[];
    rateLimitStore: RateLimitStore;
    isDraining: () => boolean;
    isClosing: () => boolean;
  },
): Promise<Api> {
  const { chosen, modelHealth, modelRestMs, settings, sessionSecrets, rateLimitStore } = options;
  const { clock } = services;
  const loopbackOnly = config.trustProxy === false && isLoopback(config.listen.host);
  const app = createApp({
    ...services,
    random: Math.random,
    model: {
      name: chosen.name,
      notice: chosen.plan.notice,
      health: modelHealth,
    },
    modelRestMs: (stage) => modelRestMs(chosen.plan.modelFor(stage).baseUrl),
    unpricedModels: () => chosen.plan.unpricedModels,
    isDraining: options.isDraining,
    isClosing: options.isClosing,
    sessionSecrets,
    adminTokens: secrets.adminTokens,
    corsOrigins: config.corsOrigins,
    trustProxy: config.trustProxy,
    loopbackOnly,
    forceHttps: config.forceHttps,
    settings,
    rateLimitStore,
    metricsAuthTokens: secrets.metricsAuthTokens,
    scrubber,
    realtime: () => gateway.snapshot(),
    processName: `${service}@${hostname()}:${process.pid}`,
    version,
    webRoot: join(import.meta.dirname, "../../dist/web"),
  });
  const { maxConnections } = config.listen;
  const isSecure = createSecureCheck(app);
  const server = createHttpServer(app, { ...services, scrubber }, { maxConnections });
  const gateway: Gateway = createGateway({
    ...services,
    scrubber,
    httpServer: server,
    async identifySession(req) {
      const reading = { secrets: sessionSecrets(), clock, secure: isSecure(req) };
      const session = sessionOfCookie(req.headers.cookie, reading);
      const ended = session && (await services.store.accounts.endedSessions([session]));
      return ended?.length === 0 ? session : undefined;
    },
    isSigner: (signer) => sessionSecrets().some((secret) => signerOf(secret) === signer),
    async identifyKey(key) {
      const found = await findApiKey(services, key);
      return found && { ...found, mayRead: found.scopes.includes("novels:read") };
    },
    handshakeRefusal: createHandshakeRules(app, { ...config, loopbackOnly }),
    securityHeaders: createHandshakeHeaders(app),
    mayConnect: createHandshakeLimit(app, {
      rateLimits: () => settings.now().rateLimits,
      rateLimitStore,
    }),
    limits: config.sockets,
  });
  const url = await listen(server, config.listen).catch(async (error: unknown) => {
    // What the gateway has begun would keep the process alive.
    await gateway.close("shutdown");
    throw error;
  });
  return {
    url,
    async stop() {
      await gateway.close("shutdown");
      await stopListening(server, { graceMs: lastRequestsMs });
    },
  };
}
