import type { Server } from "node:http";
import type { Metrics } from "#/telemetry/metrics.ts";

/** Counts the server's open connections, from before it listens, and those that were too many. */
export function countConnections(
  server: Server,
  {
    httpConnections,
    httpConnectionsRefused,
  }: Pick<Metrics, "httpConnections" | "httpConnectionsRefused">,
): void {
  server.on("connection", (socket) => {
    httpConnections.inc();
    socket.once("close", () => {
      httpConnections.dec();
    });
  });
  server.on("drop", () => {
    httpConnectionsRefused.inc();
  });
}
