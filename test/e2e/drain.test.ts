import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { io } from "socket.io-client";
import { afterEach, expect, test } from "vitest";
import { startModelServer } from "#test/faults/model-server.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";
import { type Visitor, visit } from "#test/harness/visitor.ts";

/** Later than the echo of a signal, which is passed over. */
const afterEchoMs = 700;

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A Colophon whose second model call, which others follow in its step, waits until `answer` is resolved. */
async function startInMidCall(env: Record<string, string> = {}) {
  const answer = Promise.withResolvers<undefined>();
  const reached = Promise.withResolvers<undefined>();
  const server = await startModelServer({
    intercept: async (_request, _response, nth) => {
      if (nth !== 2) return false;
      reached.resolve(undefined);
      await answer.promise;
      return false;
    },
  });
  closers.push(server.close);
  const dataDir = await mkdtemp(join(tmpdir(), "colophon-drain-"));
  closers.push(() => rm(dataDir, { recursive: true, force: true }));
  const start = async () => {
    const colophon = await startColophon({
      dataDir,
      env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model", ...env },
    });
    closers.push(() => colophon.kill());
    return colophon;
  };
  const colophon = await start();
  const visitor = visit(colophon.url);
  const { id } = await visitor.createNovel({ targetWordCount: 1_000, targetChapters: 1 });
  await reached.promise;
  return { server, start, colophon, visitor, id, answer };
}

/** The first answer of the probe that is not 200. */
async function untilNotReady({ send }: Visitor): Promise<Response> {
  return until("the process is not ready", async () => {
    const answer = await send("GET", "/health/ready");
    return answer.status !== 200 && answer;
  });
}

test("SIGTERM in mid-call: not ready at once, the answer is kept, watchers are told, exit 0", async () => {
  const { server, start, colophon, visitor, id, answer } = await startInMidCall();
  const socket = io(colophon.url, {
    path: "/ws",
    transports: ["websocket"],
    reconnection: false,
    extraHeaders: { cookie: visitor.cookie() },
  });
  closers.push(() => socket.disconnect());
  const closing = new Promise((resolve) => socket.once("novel.closing", resolve));
  expect(await socket.emitWithAck("subscribe", { novelId: id, afterSeq: 0 })).toMatchObject({
    ok: true,
  });

  process.kill(colophon.pid, "SIGTERM");
  const ready = await untilNotReady(visitor);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ status: "draining" });
  const refused = await visitor.send("POST", `/api/novel/${id}/pause`);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: "draining" });

  await sleep(300);
  answer.resolve(undefined);
  expect(await closing).toEqual({ reason: "shutdown" });
  expect(await colophon.exited).toBe(0);
  expect(server.requests).toHaveLength(2);

  const second = await start();
  visitor.moveTo(second.url);
  await visitor.eventsUntil(id, "novel.completed");
  const bodies = server.requests.map(({ body }) => body);
  expect(new Set(bodies).size, "the drained call's answer was kept").toBe(bodies.length);
});

test("with SHUTDOWN_DELAY_SECONDS an idle process is not ready for so long, takes all as before, and ends", async () => {
  const colophon = await startColophon({ env: { SHUTDOWN_DELAY_SECONDS: "4" } });
  closers.push(() => colophon.kill());
  const visitor = visit(colophon.url);
  process.kill(colophon.pid, "SIGTERM");
  const start = performance.now();
  expect(await (await untilNotReady(visitor)).json()).toMatchObject({ status: "draining" });
  await visitor.createNovel({ targetWordCount: 1_000, targetChapters: 1 });
  expect(await colophon.exited).toBe(0);
  expect(performance.now() - start).toBeGreaterThan(3_900);
});

test("a request that is on its way when an idle process is to stop is answered", async () => {
  const colophon = await startColophon();
  closers.push(() => colophon.kill());
  const { port, hostname } = new URL(colophon.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.setEncoding("utf8").on("data", (piece: string) => (answer += piece));
  const closed = once(socket, "close");
  const body = JSON.stringify({
    title: "The Borrowed Page",
    premise: "An archivist finds a page in her archive that nobody has written yet.",
    genre: "mystery",
    targetWordCount: 1_000,
    targetChapters: 1,
  });
  socket.write(
    `POST /api/novel HTTP/1.1\r\nHost: ${hostname}\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  await until("word that the headers were read", () => answer.includes("100 Continue"));
  process.kill(colophon.pid, "SIGTERM");
  // A second and more, which those who read slowly were once given.
  await sleep(1_500);
  socket.write(body);
  await closed;
  expect(answer).toMatch(/^HTTP\/1.1 202 /m);
  expect(await colophon.exited).toBe(0);
});

test("a call that outlasts SHUTDOWN_GRACE_SECONDS is stopped, and the exit is still 0", async () => {
  const { colophon } = await startInMidCall({ SHUTDOWN_GRACE_SECONDS: "1" });
  const start = performance.now();
  process.kill(colophon.pid, "SIGTERM");
  expect(await colophon.exited).toBe(0);
  expect(performance.now() - start).toBeGreaterThan(900);
});

test("a second signal exits at once", async () => {
  const { colophon, visitor } = await startInMidCall();
  process.kill(colophon.pid, "SIGTERM");
  await untilNotReady(visitor);
  await sleep(afterEchoMs);
  process.kill(colophon.pid, "SIGTERM");
  expect(await colophon.exited).toBe(143);
});

test("a signal to a whole group, which npm passes on once more, is one signal", async () => {
  const { colophon, answer } = await startInMidCall();
  process.kill(colophon.pid, "SIGTERM");
  // Two of the same kind at once would be delivered as one.
  process.kill(colophon.pid, "SIGINT");
  await sleep(afterEchoMs);
  answer.resolve(undefined);
  expect(await colophon.exited).toBe(0);
});
