import { setTimeout as sleep } from "node:timers/promises";
import type { Seeded } from "#test/chaos/seeded.ts";
import type { Asking, Caller, Place } from "./caller.ts";
import { novelReads } from "./open-system.ts";

/** A method of a route. */
export interface Operation {
  method: string;
  /** As the log names it: `/api/novel/:id`. */
  route: string;
}

const methodNames = ["get", "put", "post", "delete", "patch"];

/** Every operation that a process says it has. */
export async function readOperations(caller: Caller, place: Place): Promise<Operation[]> {
  const { text } = await caller.ask(place, { route: "/openapi.json" });
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => methodNames.includes(method))
      .map((method) => ({
        method: method.toUpperCase(),
        route: path.replaceAll(/\{(\w+)\}/g, ":$1"),
      })),
  );
}

const nobodys = "019b2f3a-1c2d-7000-8abc-0123456789ab";
const tooLarge = `"${"x".repeat(1_000_001)}"`;

/** Requests of every kind to every operation, good ones about `novelId` and bad ones about nothing that is. */
function requestsTo(operations: readonly Operation[], novelId: string): Asking[] {
  return operations.flatMap(({ method, route }) => {
    const at = (id: string) => route.replace(":id", id).replaceAll(/:\w+/g, "1");
    // Who bears no admin token is refused before any operation is looked for.
    const asking = { method, route: route.startsWith("/internal/") ? "unmatched" : route };
    const nowhere = { ...asking, path: at(nobodys) };
    // How often a novel is read is limited, and used up elsewhere.
    if (route === "/api/novel/:id" && method === "GET") return [];
    if (method === "GET")
      return [
        { ...asking, path: at(novelId) },
        { ...nowhere },
        { ...nowhere, path: `${at(nobodys)}?surprise=1` },
        { ...asking, method: "HEAD", path: at(novelId) },
        { ...asking, method: "OPTIONS", path: at(nobodys) },
        { ...asking, method: "PROPFIND", path: at(nobodys) },
        { ...asking, path: at(novelId), headers: { "x-request-id": "no sane id" } },
      ];
    // Asked well, these end the session in which all is sent, or the watchers'.
    const ends = method === "DELETE" && /^\/api(?:\/me)?\/sessions?$/.test(route);
    return [
      ...(ends ? [] : [nowhere]),
      { ...nowhere, body: { surprise: 1 } },
      { ...nowhere, body: "{" },
      { ...nowhere, body: "plain", headers: { "content-type": "text/plain" } },
      { ...nowhere, body: tooLarge },
      { ...nowhere, body: { title: "half of it" }, leaves: true },
      // Refused before it is looked for.
      { ...nowhere, route: "unmatched", body: {}, headers: { origin: "https://evil.example" } },
    ];
  });
}

/** What no operation answers. */
const strangers: readonly Asking[] = [
  { route: "unmatched", path: "/api/nothing" },
  { route: "unmatched", path: "/api/nothing%E0%A4%A" },
  { route: "unmatched", path: "/wp-login.php?token=abc" },
  { route: "unmatched", method: "POST", path: "/api/nothing", body: {} },
];

/** What Node would answer by itself or drop, and how the log has to name it. */
const noise: readonly [bytes: string, told: { method: string; route: string }][] = [
  ["NONSENSE\r\n\r\n", { method: "unparsed", route: "unparsed" }],
  [
    `GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ${"x".repeat(20_000)}\r\n\r\n`,
    { method: "unparsed", route: "unparsed" },
  ],
  ["GET /api/nothing HTTP/1.1\r\n\r\n", { method: "GET", route: "unmatched" }],
  [
    "GET /api/nothing HTTP/1.1\r\nhost: localhost\r\nexpect: nonsense\r\nconnection: close\r\n\r\n",
    { method: "GET", route: "unmatched" },
  ],
  [
    "GET /wsfoo HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade, close\r\nupgrade: websocket\r\n\r\n",
    { method: "GET", route: "unmatched" },
  ],
  [
    "GET /elsewhere HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade, close\r\nupgrade: h2c\r\n\r\n",
    { method: "GET", route: "unmatched" },
  ],
  [
    "CONNECT nowhere:443 HTTP/1.1\r\nhost: localhost\r\n\r\n",
    { method: "CONNECT", route: "unmatched" },
  ],
];

/** Sends all of this, in a seeded order, to any of the processes; then reads a novel more often than may be. */
export async function sendMix(
  caller: Caller,
  options: {
    apis: readonly Place[];
    operations: readonly Operation[];
    seed: Seeded;
    novelId: string;
  },
): Promise<void> {
  const { apis, operations, seed, novelId } = options;
  for (const asking of seed.shuffled([...requestsTo(operations, novelId), ...strangers]))
    await caller.ask(seed.pick(apis), asking);
  for (const [bytes, told] of noise) await caller.sendBytes(seed.pick(apis), bytes, told);
  const read = { route: "/api/novel/:id", path: `/api/novel/${novelId}`, novelId };
  for (let count = 0; count < novelReads + 5; count += 1) await caller.ask(seed.pick(apis), read);
}

/** Asks a process how it is, more often than the log tells. */
export async function probe(caller: Caller, place: Place): Promise<void> {
  for (let count = 0; count < 10; count += 1) {
    await caller.ask(place, { route: count % 2 === 0 ? "/health" : "/health/ready" });
    await sleep(1);
  }
}
