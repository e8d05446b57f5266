import type { MongoClient } from "mongodb";

/** The driver's connections by what they are doing, and how many operations wait for one. */
export interface PoolCounts {
  connections: { available: number; inUse: number; pending: number };
  waiting: number;
}

type ConnectionState = keyof PoolCounts["connections"];

/** Follows the client's pools (one for each server) from before they open; returns how to read the counts as they are. */
export function watchPools(client: MongoClient): () => PoolCounts {
  const states = new Map<string, ConnectionState>();
  let waiting = 0;

  // Several times for each command: whoever reads adds up.
  function move(
    { address, connectionId }: { address: string; connectionId: number | "<monitor>" },
    to: ConnectionState,
  ): void {
    states.set(`${address}#${connectionId}`, to);
  }

  client.on("connectionCreated", (event) => move(event, "pending"));
  client.on("connectionReady", (event) => move(event, "available"));
  client.on("connectionCheckedIn", (event) => move(event, "available"));
  client.on("connectionClosed", ({ address, connectionId }) => {
    states.delete(`${address}#${connectionId}`);
  });
  client.on("connectionCheckOutStarted", () => {
    waiting += 1;
  });
  client.on("connectionCheckOutFailed", () => {
    waiting -= 1;
  });
  client.on("connectionCheckedOut", (event) => {
    waiting -= 1;
    move(event, "inUse");
  });

  return () => {
    const connections = { available: 0, inUse: 0, pending: 0 };
    for (const state of states.values()) connections[state] += 1;
    return { connections, waiting };
  };
}
