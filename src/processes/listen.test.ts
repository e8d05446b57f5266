import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { listen, stopListening } from "./listen.ts";

test("a request that outlasts the grace of a stop is cut, and its end is known before the stop is over", async () => {
  const ends: string[] = [];
  const server = createServer((_req, res) => {
    res.on("close", () => ends.push(res.writableFinished ? "answered" : "cut"));
  });
  const { port, hostname } = new URL(await listen(server, { host: "127.0.0.1", port: 0 }));
  const socket = connect(Number(port), hostname).on("error", () => {});
  socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
  await once(server, "request");
  await stopListening(server, { graceMs: 20 });
  expect(ends).toEqual(["cut"]);
});

test("a connection is closed as soon as its last answer has ended", async () => {
  const server = createServer((_req, res) => setTimeout(() => res.end("late"), 100));
  const url = await listen(server, { host: "127.0.0.1", port: 0 });
  const asked = fetch(url);
  await once(server, "request");
  await stopListening(server, { graceMs: 60_000 });
  expect(await (await asked).text()).toBe("late");
});
