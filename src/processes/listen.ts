import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";

/** How long the requests under way have, in milliseconds, once no new ones are taken. */
export const lastRequestsMs = 5_000;

/** How often connections whose last answer has ended are closed meanwhile. */
const idleCheckMs = 50;

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

/**
 * Takes no new connection and lets requests under way end, for `graceMs` milliseconds at most; resolves when the last
 * one did or was cut, and has been told of.
 */
export async function stopListening(
  server: Server,
  { graceMs }: { graceMs: number },
): Promise<void> {
  const closeIdle = setInterval(() => {
    server.closeIdleConnections();
  }, idleCheckMs);
  const cutAll = setTimeout(() => {
    server.closeAllConnections();
  }, graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  clearInterval(closeIdle);
  clearTimeout(cutAll);
  // A request that was cut ends, and is told of, after its connection, which ends after this turn.
  await turn();
  await turn();
}
