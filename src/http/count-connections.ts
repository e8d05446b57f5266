import type { Server } from "node:http";
import type { Metrics } from "#/telemetry/metrics.ts";

/** Counts the server's open connections, from before it listens. */
export function countConnections(
  server: Server,
  { httpConnections }: Pick<Metrics, "httpConnections">,
): void {
  server.on("connection", (socket) => {
    httpConnections.inc();
    socket.once("close", () => {
      httpConnections.dec();
    });
  });
}
