/** How a connection to Redis stands: it answers, or it is being made, for the first time or anew. */
export type RedisConnectionState = "ready" | "connecting";

/**
 * Is told when a connection comes (`from` is null), changes its state, or is given up (`to` is null),
 * so that whoever listens can count the connections in each state.
 */
export type OnConnection = (
  from: RedisConnectionState | null,
  to: RedisConnectionState | null,
) => void;

/** What every adapter that needs a Redis is given. */
export interface RedisAccess {
  /** `redis://` or `rediss://`, with the database's index as its path. */
  url: string;
  /** Is told of every trouble that no caller hears of; of one that repeats itself, once a minute. */
  onError: (error: unknown) => void;
  onConnection?: OnConnection | undefined;
  /** Before every key and channel: whoever shares a Redis and not this prefix does not meet. */
  prefix?: string;
}

export const defaultRedisPrefix = "colophon";

/** How every connection is made and made anew. Milliseconds. */
export const redisConnectionOptions = {
  connectTimeout: 2_000,
  disconnectTimeout: 500,
  // Soon at first, since a restart takes a second; not all processes at the same moment.
  retryStrategy: (times: number) => Math.min(50 * 2 ** times, 1_000) * (0.5 + Math.random() / 2),
  // After a failover the old primary refuses writes: the name leads to the new one.
  reconnectOnError: (error: Error) => error.message.startsWith("READONLY"),
};

/** A connection on which no command waits long is broken and made anew after this silence. Milliseconds. */
export const silenceMs = 3_000;

/**
 * For connections whose commands somebody waits for: a command fails at once while Redis is away, as
 * soon as the connection breaks, and 1.5 s after it was sent into a connection that hangs.
 */
export const promptCommands = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 1_500,
  socketTimeout: silenceMs,
};

const sameTroubleMs = 60_000;

/** Hands errors on to `onError`, but those with the same message only once a minute, whatever comes between. */
export function tellOnce(onError: (error: unknown) => void): (error: unknown) => void {
  const toldAt = new Map<string, number>();
  return (error) => {
    const message = String(error);
    const at = performance.now();
    for (const [told, when] of toldAt) if (at - when >= sameTroubleMs) toldAt.delete(told);
    if (toldAt.has(message)) return;
    toldAt.set(message, at);
    onError(error);
  };
}

/** The part of an ioredis client that is watched. */
interface Watched {
  status: string;
  on(event: string, listener: (error: unknown) => void): unknown;
  emit(event: string): unknown;
  ping(): Promise<unknown>;
  disconnect(): void;
}

/** Reports a new connection's states, until it is given up, and its errors. */
export function watchConnection(
  client: Pick<Watched, "on">,
  { onError, onConnection }: Pick<RedisAccess, "onError" | "onConnection">,
): void {
  let state: RedisConnectionState | null = null;
  const turn = (to: RedisConnectionState | null) => () => {
    if (to === state) return;
    onConnection?.(state, to);
    state = to;
  };
  client.on("error", onError);
  client.on("connecting", turn("connecting"));
  client.on("ready", turn("ready"));
  client.on("close", turn("connecting"));
  client.on("end", turn(null));
}

/** Closes a connection for good, and has it say so. */
export function giveUp(client: Pick<Watched, "status" | "disconnect" | "emit">): void {
  // One that waits for its next attempt ends without a word, and so does one that BullMQ closed.
  const isSilent = client.status === "reconnecting" || client.status === "end";
  client.disconnect();
  if (isSilent) client.emit("end");
}

/**
 * Asks a quiet connection every 3 s for a sign of life, since only a question tells that it hangs: its
 * socket's timeout then breaks it. Returns the way to stop; keeps no process alive.
 */
export function startHeartbeat(client: Pick<Watched, "status" | "ping">): () => void {
  const timer = setInterval(() => {
    // Whoever watches the connection hears of what fails.
    if (client.status === "ready") client.ping().catch(() => {});
  }, silenceMs).unref();
  return () => {
    clearInterval(timer);
  };
}

/** Whether `what` settled, however that came, within `ms`. */
export function settlesWithin(ms: number, what: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), ms);
    const settled = () => {
      clearTimeout(late);
      resolve(true);
    };
    what.then(settled, settled);
  });
}
