import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createMetrics } from "#/telemetry/metrics.ts";
import { eventually } from "#test/harness/eventually.ts";
import { countConnections } from "./count-connections.ts";

test("a connection counts while it is open, whether or not it asks for anything", async () => {
  const metrics = createMetrics();
  const server = createServer((_req, res) => res.end());
  countConnections(server, metrics);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const open = async () => (await metrics.httpConnections.get()).values[0]?.value;

  const sockets = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
  await eventually(async () => expect(await open()).toBe(2));
  sockets[0]?.destroy();
  await eventually(async () => expect(await open()).toBe(1));
  sockets[1]?.end("no HTTP at all\r\n\r\n");
  await eventually(async () => expect(await open()).toBe(0));
});
