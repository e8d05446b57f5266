import { io } from "socket.io-client";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { startModelServer } from "#test/faults/model-server.ts";
import { noCluster, startCluster } from "#test/harness/start-cluster.ts";
import { visit } from "#test/harness/visitor.ts";
import { noProxy, startProxy } from "./start-proxy.ts";

beforeEach(({ skip }) => {
  const missing = noCluster || noProxy;
  if (missing) skip(missing);
});

test("a novel is watched to its end through the proxy, by a socket that starts with polling, on two processes", async () => {
  const model = await startModelServer();
  onTestFinished(() => model.close());
  const cluster = await startCluster({
    apis: 2,
    workers: 1,
    env: { OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: "a-model", TRUST_PROXY: "1" },
  });
  onTestFinished(() => cluster.close());
  const proxy = await startProxy(cluster.apis.map(({ url }) => Number(new URL(url).port)));
  onTestFinished(() => proxy.close());
  // The certificate was made a moment ago, by nobody.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  onTestFinished(() => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  });

  const url = `https://127.0.0.1:${proxy.tlsPort}`;
  const visitor = visit(url);
  const { id } = await visitor.createNovel({ targetWordCount: 1_000, targetChapters: 2 });
  // Secure tells that the process knows of the TLS before it.
  const answer = await fetch(url);
  expect(answer.headers.get("set-cookie")).toMatch(/; Secure/);

  const socket = io(url, {
    path: "/ws",
    forceNew: true,
    rejectUnauthorized: false,
    extraHeaders: { cookie: visitor.cookie() },
  });
  onTestFinished(() => void socket.disconnect());
  const completed = Promise.withResolvers<void>();
  const seqs: number[] = [];
  socket.on("novel.event", ({ seq, type }: { seq: number; type: string }) => {
    seqs.push(seq);
    if (type === "novel.completed") completed.resolve();
  });
  const { promise: upgraded, resolve } = Promise.withResolvers<string>();
  socket.io.on("open", () => socket.io.engine.once("upgrade", ({ name }) => resolve(name)));
  await socket.emitWithAck("subscribe", { novelId: id, afterSeq: 0 });
  expect(await upgraded).toBe("websocket");
  await completed.promise;
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});
