import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { createSystemClock } from "#/adapters/system/clock.ts";
import { createSystemIds } from "#/adapters/system/ids.ts";
import { requestId } from "#/http/middleware/request-id/request-id.ts";
import { requestLog } from "#/http/middleware/request-log/request-log.ts";
import { traceContext } from "#/http/middleware/trace-context/trace-context.ts";
import type { ProcessFrame } from "#/processes/run-process.ts";

/** A process whose only route answers nothing: what is left of a request's cost is its telemetry. */
export async function runEmptyRoute(frame: ProcessFrame): Promise<() => Promise<void>> {
  const ids = createSystemIds();
  const app = express().disable("x-powered-by").disable("etag");
  app.use(
    requestId({ ...frame, ids }),
    traceContext(ids),
    requestLog({ ...frame, clock: createSystemClock() }),
  );
  app.get("/empty", (_req, res) => {
    res.setHeader("content-length", 0);
    res.end();
  });
  const server = createServer(app);
  await new Promise<void>((resolve) =>
    server.listen(frame.config.listen.port, "127.0.0.1", resolve),
  );
  process.stdout.write(
    `The empty route is ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`,
  );
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
