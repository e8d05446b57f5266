import { Redis } from "ioredis";
import type { BusMessage, EventBus } from "#/ports/event-bus.ts";
import {
  type RedisAccess,
  defaultRedisPrefix,
  giveUp,
  promptCommands,
  redisConnectionOptions,
  settlesWithin,
  startHeartbeat,
  tellOnce,
  watchConnection,
} from "#/ports/redis-connection.ts";
import { openEnvelope, sealEnvelope } from "./bus-envelope.ts";

/**
 * A bus over Redis pub/sub, on channel `<prefix>.events`. While Redis is away `publish` rejects, at
 * once or after 1.5 s, and nothing is heard; both go on by themselves. Listeners are
 * told of a `gap` when this process hears again: what was published meanwhile it did not get. What
 * listeners throw, and messages that are none, go to `onError`; kinds of a newer release are passed over.
 */
export function createRedisBus(access: RedisAccess): EventBus {
  const { url, onConnection, prefix = defaultRedisPrefix } = access;
  const onError = tellOnce(access.onError);
  const channel = `${prefix}.events`;
  const listeners = new Set<{ listen: (message: BusMessage) => void }>();

  function connect(): Redis {
    const connection = new Redis(url, {
      ...redisConnectionOptions,
      ...promptCommands,
      autoResubscribe: false,
      lazyConnect: true,
    });
    watchConnection(connection, { onError, onConnection });
    return connection;
  }

  const publisher = connect();
  const subscriber = connect();
  const subscribed = Promise.withResolvers<void>();
  const opened = settlesWithin(
    promptCommands.commandTimeout,
    Promise.all([publisher.connect(), subscriber.connect(), subscribed.promise]),
  );
  let hearing = false;
  let heardBefore = false;

  async function hear(): Promise<void> {
    try {
      await subscriber.subscribe(channel);
    } catch (error) {
      onError(error);
      // A connection that broke meanwhile is being made anew already.
      if (subscriber.status === "ready") subscriber.disconnect(true);
      return;
    }
    hearing = true;
    subscribed.resolve();
    if (heardBefore) tellAll({ kind: "gap" });
    heardBefore = true;
  }

  subscriber.on("ready", () => void hear());
  subscriber.on("close", () => {
    hearing = false;
  });
  const stopHeartbeat = startHeartbeat(subscriber);

  subscriber.on("message", (_channel: string, sealed: string) => {
    let message: BusMessage | undefined;
    try {
      message = openEnvelope(sealed);
    } catch (error) {
      onError(error);
      return;
    }
    if (message !== undefined) tellAll(message);
  });

  function tellAll(message: BusMessage): void {
    const present = [...listeners];
    for (const listener of present) tell(listener, message);
  }

  function tell(listener: { listen: (message: BusMessage) => void }, message: BusMessage): void {
    if (!listeners.has(listener)) return;
    try {
      listener.listen(message);
    } catch (error) {
      onError(error);
    }
  }

  /** Only the first connection is worth waiting for. */
  async function ensureReached(connection: Redis): Promise<void> {
    await opened;
    if (connection.status !== "ready") throw new Error("Redis is away");
  }

  return {
    async publish(messages) {
      if (messages.length === 0) return;
      await ensureReached(publisher);
      const pipeline = publisher.pipeline();
      for (const message of messages) pipeline.publish(channel, sealEnvelope(message));
      for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
    },

    subscribe(listen) {
      const listener = { listen };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },

    async health() {
      try {
        await ensureReached(publisher);
        await Promise.all([publisher.ping(), subscriber.ping()]);
        return hearing ? "ok" : "down";
      } catch {
        return "down";
      }
    },

    async close() {
      stopHeartbeat();
      listeners.clear();
      giveUp(publisher);
      giveUp(subscriber);
    },
  };
}
