import type { MongoClient } from "mongodb";

/** The driver's connections by what they are doing, and how many operations wait for one. */
export interface PoolCounts {
  connections: { available: number; inUse: number; pending: number };
  waiting: number;
}

type ConnectionState = keyof PoolCounts["connections"];

/** Follows the client's pools (one for each server) from before they open; tells of every change. */
export function watchPools(client: MongoClient, onChange: (counts: PoolCounts) => void): void {
  const states = new Map<string, ConnectionState>();
  const connections = { available: 0, inUse: 0, pending: 0 };
  let waiting = 0;

  function move(
    { address, connectionId }: { address: string; connectionId: number | "<monitor>" },
    to: ConnectionState | undefined,
  ): void {
    const connection = `${address}#${connectionId}`;
    const from = states.get(connection);
    if (from !== undefined) connections[from] -= 1;
    if (to === undefined) states.delete(connection);
    else {
      connections[to] += 1;
      states.set(connection, to);
    }
    tell();
  }
  function wait(change: 1 | -1): void {
    waiting += change;
    tell();
  }
  const tell = () => {
    onChange({ connections: { ...connections }, waiting });
  };

  client.on("connectionCreated", (event) => move(event, "pending"));
  client.on("connectionReady", (event) => move(event, "available"));
  client.on("connectionCheckedIn", (event) => move(event, "available"));
  client.on("connectionClosed", (event) => move(event, undefined));
  client.on("connectionCheckOutStarted", () => wait(1));
  client.on("connectionCheckOutFailed", () => wait(-1));
  client.on("connectionCheckedOut", (event) => {
    wait(-1);
    move(event, "inUse");
  });
}
