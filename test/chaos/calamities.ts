import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { TcpProxy } from "#test/faults/tcp-proxy.ts";
import type { RunningRedis } from "#test/harness/start-redis.ts";
import type { Fleet } from "./fleet.ts";
import type { Seeded } from "./seeded.ts";
import type { StoreServer } from "./store-server.ts";

/** What befalls a Colophon of many processes, and how often. */
export interface Toll {
  "worker killed": number;
  "api killed": number;
  "redis restarted": number;
  "redis cut": number;
  "redis stalled": number;
  "redis flushed": number;
  "store stopped": number;
}

export type Calamity = keyof Toll;

const wholeToll: Toll = {
  "worker killed": 40,
  "api killed": 20,
  "redis restarted": 50,
  "redis cut": 20,
  "redis stalled": 20,
  "redis flushed": 10,
  "store stopped": 2,
};

/** A part of all that can happen; 1 is the whole. */
export function tollOf(share: number): Toll {
  const parts = Object.entries(wholeToll).map(([name, times]) => [name, Math.round(times * share)]);
  return Object.fromEntries(parts) as Toll;
}

export interface Scene {
  fleet: Fleet;
  redis: RunningRedis;
  /** The way of every process to Redis. */
  redisProxy: TcpProxy;
  store: StoreServer;
  seed: Seeded;
  /** Told when an API process has another address. */
  moved: () => void;
}

/** How long the Store is away each time. */
export const storeAwayMs = 20_000;

/** Lets a calamity happen; resolves when what was broken is there again. */
export async function befall(calamity: Calamity, scene: Scene): Promise<void> {
  const { fleet, redis, redisProxy, store, seed, moved } = scene;
  switch (calamity) {
    case "worker killed":
      return fleet.replace(seed.pick(fleet.workers));
    case "api killed":
      await fleet.replace(seed.pick(fleet.apis));
      return moved();
    case "redis restarted":
      await redis.kill();
      await sleep(seed.whole(0, 1_500));
      return redis.start();
    case "redis cut":
      return redisProxy.cut();
    case "redis stalled":
      redisProxy.stall();
      await sleep(seed.whole(200, 3_000));
      return redisProxy.resume();
    case "redis flushed":
      return flush(redis.port);
    case "store stopped":
      await store.stop();
      await sleep(storeAwayMs);
      return store.start();
  }
}

/** `FLUSHALL`, as an operator's slip. */
async function flush(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write("FLUSHALL\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  if (!answer.toString().startsWith("+OK")) throw new Error(`FLUSHALL: ${answer.toString()}`);
}
