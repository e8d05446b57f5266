import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** How long who still reads an answer may go on once nothing new is taken. */
const lastAnswerMs = 1_000;

/** Listens; resolves with the address as a reader can open it. Rejects when the port cannot be had. */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { address, family, port: taken } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${taken}`;
}

/** Takes no new connection, lets answers under way end, and resolves when the last one did or was cut. */
export async function stopListening(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
    setTimeout(() => {
      server.closeAllConnections();
    }, lastAnswerMs).unref();
  });
}
