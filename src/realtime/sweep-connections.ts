import type { Clock } from "#/ports/clock.ts";
import type { Logger } from "#/telemetry/logger.ts";
import type { ClientConnection } from "./client-connection.ts";

/** How soon the end of a key is noticed at the latest, in milliseconds. */
const sweepMs = 2_000;

/**
 * Closes, until `signal` ends it, connections of keys that have expired or were deleted, and those that
 * nothing is heard from and that follow nothing. While the Store cannot be asked, only what the clock tells.
 */
export async function sweepConnections(
  connections: ReadonlySet<ClientConnection>,
  deps: {
    clock: Clock;
    log: Logger;
    idleMs: number;
    keysLeft: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  },
  signal: AbortSignal,
): Promise<void> {
  const { clock, log, idleMs, keysLeft } = deps;

  async function endedKeys(): Promise<Set<string>> {
    const now = Date.parse(clock.now());
    const keys = new Map<string, string>();
    for (const { key } of connections) if (key !== null) keys.set(key.id, key.expiresAt);
    const ids = [...keys.keys()];
    const left = ids.length === 0 ? new Set<string>() : await leftOf(ids);
    const isOver = (id: string, expiresAt: string) => !left.has(id) || Date.parse(expiresAt) <= now;
    return new Set([...keys].filter(([id, expiresAt]) => isOver(id, expiresAt)).map(([id]) => id));
  }

  let failing = false;

  async function leftOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
    try {
      const left = await keysLeft(ids);
      failing = false;
      return left;
    } catch (error) {
      // Said once, not at every try.
      if (!failing)
        log.warn({ event: "realtime.keys-unreadable", err: error }, "keys could not be looked up");
      failing = true;
      return new Set(ids);
    }
  }

  for (;;) {
    try {
      await clock.sleep(sweepMs, signal);
    } catch {
      return;
    }
    const ended = await endedKeys();
    for (const connection of connections) {
      if (connection.key !== null && ended.has(connection.key.id))
        void connection.refuse(
          "unauthorized",
          "The API key has expired or was deleted.",
          "key-ended",
        );
      else if (connection.idleForMs() >= idleMs) void connection.close("idle");
    }
  }
}
