import type { Clock } from "#/ports/clock.ts";
import type { AccountStore, SessionName } from "#/ports/store/accounts.ts";
import type { Logger } from "#/telemetry/logger.ts";
import { createTroubleLog } from "#/telemetry/trouble-log.ts";
import type { ClientConnection } from "./client-connection.ts";

/** How soon the end of a key or a session is noticed at the latest, in milliseconds. */
const sweepMs = 2_000;

/**
 * Closes, until `signal` ends it, connections of keys that have expired or were deleted, of sessions that
 * are over or whose cookie no secret signs any more, and those that nothing is heard from and that follow nothing. While the Store cannot be asked,
 * only what the clock tells.
 */
export async function sweepConnections(
  connections: ReadonlySet<ClientConnection>,
  deps: {
    clock: Clock;
    log: Logger;
    idleMs: number;
    accounts: Pick<AccountStore, "keysLeft" | "endedSessions">;
    isSigner: (signer: string) => boolean;
  },
  signal: AbortSignal,
): Promise<void> {
  const { clock, idleMs, accounts, isSigner } = deps;
  const lookUpKeys = createLookUp(deps, "keys", (ids: readonly string[]) => accounts.keysLeft(ids));
  const lookUpSessions = createLookUp(deps, "sessions", (sessions: readonly SessionName[]) =>
    accounts.endedSessions(sessions),
  );

  async function endedKeys(): Promise<Set<string>> {
    const now = Date.parse(clock.now());
    const keys = new Map<string, string>();
    for (const { key } of connections) if (key !== null) keys.set(key.id, key.expiresAt);
    const ids = [...keys.keys()];
    const left = (await lookUpKeys(ids)) ?? new Set(ids);
    const isOver = (id: string, expiresAt: string) => !left.has(id) || Date.parse(expiresAt) <= now;
    return new Set([...keys].filter(([id, expiresAt]) => isOver(id, expiresAt)).map(([id]) => id));
  }

  async function endedSessions(): Promise<Set<string>> {
    const sessions = new Map<string, SessionName>();
    for (const { session } of connections)
      if (session !== null) sessions.set(nameOf(session), session);
    const ended = await lookUpSessions([...sessions.values()]);
    return new Set(ended?.map(nameOf));
  }

  for (;;) {
    try {
      await clock.sleep(sweepMs, signal);
    } catch {
      return;
    }
    const [keys, sessions] = await Promise.all([endedKeys(), endedSessions()]);
    for (const connection of connections) {
      const { key, session } = connection;
      if (key !== null && keys.has(key.id))
        void connection.refuse(
          "unauthorized",
          "The API key has expired or was deleted.",
          "key-ended",
        );
      else if (session !== null && (sessions.has(nameOf(session)) || !isSigner(session.signer)))
        void connection.refuse("unauthorized", "This browser was signed out.", "session-ended");
      else if (connection.idleForMs() >= idleMs) void connection.close("idle");
    }
  }
}

/** Asks the Store about some things, if there are any; undefined while it cannot be asked. */
function createLookUp<Thing, Found>(
  { clock, log }: { clock: Clock; log: Logger },
  what: "keys" | "sessions",
  ask: (things: readonly Thing[]) => Promise<Found>,
): (things: readonly Thing[]) => Promise<Found | undefined> {
  const trouble = createTroubleLog(log, () => clock.monotonic(), {
    failed: { event: `realtime.${what}-unreadable`, message: `${what} could not be looked up` },
    back: { event: `realtime.${what}-readable`, message: `${what} can be looked up again` },
  });
  return async (things) => {
    if (things.length === 0) return undefined;
    try {
      const found = await ask(things);
      trouble.worked();
      return found;
    } catch (error) {
      trouble.failed(error);
      return undefined;
    }
  };
}

function nameOf({ owner, id, epoch }: SessionName): string {
  return `${owner}:${id}:${epoch}`;
}
