import { EventEmitter } from "node:events";
import type { MongoClient } from "mongodb";
import { expect, test } from "vitest";
import { type PoolCounts, watchPools } from "./pool-counts.ts";

/** Follows a client that says these things; returns what is read after each. */
function follow(...said: [event: string, connectionId?: number, address?: string][]): PoolCounts[] {
  const client = new EventEmitter();
  const told: PoolCounts[] = [];
  const read = watchPools(client as MongoClient);
  for (const [event, connectionId, address = "a:27017"] of said) {
    client.emit(event, { address, connectionId });
    told.push(read());
  }
  return told;
}

const counts = (available: number, inUse: number, pending: number, waiting = 0): PoolCounts => ({
  connections: { available, inUse, pending },
  waiting,
});

test("a connection is pending, then available, then in use, then available again", () => {
  const told = follow(
    ["connectionCreated", 1],
    ["connectionReady", 1],
    ["connectionCheckOutStarted"],
    ["connectionCheckedOut", 1],
    ["connectionCheckedIn", 1],
  );
  expect(told.at(0)).toEqual(counts(0, 0, 1));
  expect(told.at(1)).toEqual(counts(1, 0, 0));
  expect(told.at(2)).toEqual(counts(1, 0, 0, 1));
  expect(told.at(-2)).toEqual(counts(0, 1, 0));
  expect(told.at(-1)).toEqual(counts(1, 0, 0));
});

test("whatever a connection was doing, it is gone when it is closed", () => {
  const told = follow(
    ["connectionCreated", 1],
    ["connectionCreated", 2],
    ["connectionReady", 2],
    ["connectionCreated", 3],
    ["connectionReady", 3],
    ["connectionCheckOutStarted"],
    ["connectionCheckedOut", 3],
    ["connectionClosed", 1],
    ["connectionClosed", 2],
    ["connectionClosed", 3],
  );
  expect(told.at(-4)).toEqual(counts(1, 1, 1));
  expect(told.at(-1)).toEqual(counts(0, 0, 0));
});

test("who waits for a connection and does not get one waits no more", () => {
  const told = follow(["connectionCheckOutStarted"], ["connectionCheckOutFailed"]);
  expect(told.map(({ waiting }) => waiting)).toEqual([1, 0]);
});

test("connections of two servers with the same number are two", () => {
  const told = follow(["connectionCreated", 1, "a:27017"], ["connectionCreated", 1, "b:27017"]);
  expect(told.at(-1)).toEqual(counts(0, 0, 2));
});
