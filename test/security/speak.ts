import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";

/**
 * Opens a connection and says `bytes` on it, whatever they are. Resolves with all that was answered
 * once the other side has closed, or has been silent for `silentMs`.
 */
export async function speak(
  base: string,
  bytes: string | Uint8Array,
  silentMs = 400,
): Promise<string> {
  const socket = dial(base);
  const { promise, resolve } = Promise.withResolvers<string>();
  let heard = "";
  socket.setTimeout(silentMs, () => socket.destroy());
  // A reset is an answer too.
  socket.on("error", () => undefined);
  socket.on("data", (data: Buffer) => {
    heard += data.toString("latin1");
  });
  socket.on("close", () => {
    resolve(heard);
  });
  socket.write(bytes);
  return promise;
}

/** A connection to `base`, with TLS where its scheme says so; `from` is the loopback address that it comes from. */
export function dial(base: string, from?: string) {
  const { protocol, hostname, port } = new URL(base);
  const to = { host: hostname, port: Number(port), localAddress: from };
  // The certificate was made a moment ago, by nobody.
  return protocol === "https:"
    ? connectTls({ ...to, rejectUnauthorized: false })
    : connectPlain(to);
}

/** The statuses of the answers in what was heard. */
export function statusesIn(heard: string): number[] {
  return [...heard.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status));
}
