import { type Sent, serveApp } from "./served-app.fixture.ts";

/** In whose name tests act that ask no route. */
export const anOperator = { name: "ops", cause: { traceId: "a-trace", requestId: "a-request" } };

const tokens = { read: "r".repeat(32), admin: "a".repeat(32) };

/** An app that two operators may ask: `watcher` to look, `ops` to change things too. */
export async function serveOperators(overrides: Parameters<typeof serveApp>[0] = {}) {
  const app = await serveApp({
    adminTokens: () => [
      { name: "watcher", scope: "read", token: tokens.read },
      { name: "ops", scope: "admin", token: tokens.admin },
    ],
    ...overrides,
  });
  const as =
    (token: string) =>
    (method: string, path: string, sent: Sent = {}) =>
      app.send(method, path, {
        ...sent,
        headers: { authorization: `Bearer ${token}`, ...sent.headers },
      });
  return {
    ...app,
    watcher: as(tokens.read),
    ops: as(tokens.admin),
    /** The whole audit log, newest first. */
    audit: async () => (await app.deps.store.audit.list({ limit: 100 })).items,
  };
}
