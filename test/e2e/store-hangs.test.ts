import { type Socket, io } from "socket.io-client";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { livedMs } from "#test/harness/lived-ms.ts";
import { operatorEnv } from "#test/harness/operator.ts";
import { type Cluster, noCluster, startCluster } from "#test/harness/start-cluster.ts";
import { type Visitor, visit } from "#test/harness/visitor.ts";
import { knownRoutes } from "#test/security/known-routes.ts";

/** They ask no Store, or say how it is. */
const withoutStore = new Map([
  ["getLiveness", 200],
  ["getAbout", 200],
  ["getOpenApiDocument", 200],
  ["getMetrics", 200],
  ["getRealtimeMetrics", 200],
  ["reportCspViolation", 400],
  ["reportFromClient", 400],
]);

/** What a route is sent that has to be sound, lest it be refused before the Store is asked. */
const bodies: Readonly<Record<string, unknown>> = {
  createNovel: {
    title: "The Borrowed Page",
    premise: "An archivist finds a page in her archive that nobody has written yet.",
    genre: "mystery",
    targetWordCount: 2_000,
    targetChapters: 2,
  },
  createSession: { code: "AAAA-BBBB-CCCC-DDDD" },
};

let cluster: Cluster;
let visitor: Visitor;
let novelId: string;

beforeEach(({ skip }) => {
  if (noCluster) skip(noCluster);
});
beforeAll(async () => {
  if (noCluster) return;
  const env = {
    DEMO_WRITER: "true",
    ...operatorEnv,
    RATE_LIMIT_READ: "10000/hour",
    RATE_LIMIT_NOVEL_READ: "10000/hour",
    RATE_LIMIT_WRITE: "10000/hour",
  };
  cluster = await startCluster({ apis: 1, workers: 0, env });
  visitor = visit(url());
  ({ id: novelId } = await visitor.createNovel({}));
});
afterAll(() => cluster?.close());

const url = () => cluster.apis[0]?.url ?? "";

function openSocket(): Socket {
  const extraHeaders = { cookie: visitor.cookie() };
  const socket = io(url(), {
    path: "/ws",
    transports: ["websocket"],
    forceNew: true,
    extraHeaders,
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** What this machine takes for four requests at once, in milliseconds, while all is well. */
let otherwiseMs = 0;

/** What it came to, and whether the hanging Store made it take two seconds or more. */
async function timed<Result>(act: () => Promise<Result>) {
  let result: Result | undefined;
  const tookMs = await livedMs(async () => (result = await act()));
  return { result, soon: tookMs - otherwiseMs < 2_000 };
}

interface Document {
  paths: Record<string, Record<string, { operationId: string }>>;
}

test("with a MongoDB that hangs every route answers within 2 s, and so do sockets, old and new", async () => {
  const { paths } = await visitor.get<Document>("/openapi.json");
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId }]) => ({
      method: method.toUpperCase(),
      path,
      operationId,
    })),
  );
  expect(routes.length).toBeGreaterThan(40);
  const socket = openSocket();
  await new Promise((resolve) => socket.once("connect", () => resolve(true)));
  const read = () => visitor.get(`/api/novel/${novelId}`);
  otherwiseMs = await livedMs(() => Promise.all([read(), read(), read(), read()]));
  cluster.mongo.stall();

  async function status({ method, path, operationId }: (typeof routes)[number]): Promise<number> {
    const body = bodies[operationId] ?? knownRoutes[operationId]?.body;
    const credentials = path.startsWith("/internal")
      ? { authorization: `Bearer ${operatorEnv.ADMIN_TOKENS.split(":").at(-1)}` }
      : { cookie: visitor.cookie() };
    const response = await fetch(
      url() + path.replace("{id}", novelId).replaceAll(/\{\w+\}/g, "1"),
      {
        method,
        headers: {
          ...credentials,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
    );
    await response.text();
    return response.status;
  }
  const expected = ({ operationId }: { operationId: string }) => ({
    operationId,
    result: withoutStore.get(operationId) ?? 503,
    soon: true,
  });
  for (let first = 0; first < routes.length; first += 4) {
    const asked = routes.slice(first, first + 4);
    const answers = asked.map(async (route) => ({
      operationId: route.operationId,
      ...(await timed(() => status(route))),
    }));
    expect(await Promise.all(answers)).toEqual(asked.map(expected));
  }

  const code = "store-unavailable";
  const subscribe = () => socket.emitWithAck("subscribe", { novelId });
  expect(await timed(subscribe)).toMatchObject({ result: { ok: false, code }, soon: true });
  const another = openSocket();
  const refusal = () =>
    new Promise((resolve) => another.once("connect_error", (error: Error) => resolve(error)));
  expect(await timed(refusal)).toMatchObject({ result: { data: { code } }, soon: true });
});
