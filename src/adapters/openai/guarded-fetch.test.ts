import type { LookupFunction } from "node:net";
import { expect, test } from "vitest";
import { asked, chunk, request, serve, stream, usage, usual } from "./chat-server.fixture.ts";
import { createGuardedFetch } from "./guarded-fetch.ts";
import { createOpenAiModel } from "./openai-model.ts";

const metadata = "169.254.169.254";
const mayReach = (address: string) => address !== metadata;

/** A DNS that gives each of these answers once, and the last one from then on. */
function dns(...answers: string[][]): LookupFunction {
  return (_hostname, { all }, done) => {
    const now = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    if (all)
      done(
        null,
        now.map((address) => ({ address, family: 4 })),
      );
    else done(null, now[0] ?? "", 4);
  };
}

/** A server that is reached by a name, and the ports from which it was. */
async function named() {
  const ports = new Set<number | undefined>();
  const { baseUrl, bodies } = await serve((_body, response, { socket, headers }) => {
    ports.add(socket.remotePort);
    if (headers["x-last"] !== undefined) response.setHeader("connection", "close");
    stream(response, chunk("Once upon.", "stop"), usage);
  });
  const url = `${baseUrl.replace("127.0.0.1", "models.example")}/chat/completions`;
  return { url, bodies, ports };
}

const ask = async (fetching: typeof fetch, url: string, headers: Record<string, string> = {}) =>
  (await fetching(url, { method: "POST", body: "{}", headers })).text();

test("a name that leads to where clouds answer their machines is not connected to, and the error says what to do", async () => {
  const { url, bodies } = await named();
  for (const answer of [[metadata], ["127.0.0.1", metadata]]) {
    const refused: unknown = await ask(createGuardedFetch(mayReach, dns(answer)), url).catch(
      (error: unknown) => error,
    );
    expect((refused as Error).cause).toMatchObject({
      kind: "unavailable",
      message: expect.stringMatching(/models\.example leads to .+ OPENAI_BASE_URL/) as string,
    });
  }
  expect(bodies).toEqual([]);
});

test("what the name leads to later is looked at as well: a rebound one is refused", async () => {
  const { url, bodies } = await named();
  const fetching = createGuardedFetch(mayReach, dns(["127.0.0.1"], [metadata]));
  expect(await ask(fetching, url, { "x-last": "yes" })).toContain("Once upon.");
  await expect(ask(fetching, url)).rejects.toThrow("fetch failed");
  expect(bodies).toHaveLength(1);
});

test("calls go on over connections that stand, which are looked up once each", async () => {
  const { url, bodies, ports } = await named();
  let lookups = 0;
  const once = dns(["127.0.0.1"]);
  const fetching = createGuardedFetch(mayReach, (...of) => {
    lookups += 1;
    once(...of);
  });
  for (let call = 0; call < 20; call += 1) await ask(fetching, url);
  expect([bodies.length, lookups]).toEqual([20, ports.size]);
  // A second one is made where an answer is read before its connection is free again; as Node's own fetch does.
  expect(ports.size).toBeLessThanOrEqual(3);
});

test("a novel's call is told why, as something that passes", async () => {
  const { baseUrl, bodies } = await serve((_body, response) =>
    stream(response, chunk("Once upon.", "stop"), usage),
  );
  const connection = {
    apiKey: () => null,
    baseUrl: baseUrl.replace("127.0.0.1", "localhost"),
    bounds: usual,
  };
  const refusing = createOpenAiModel({ ...connection, mayReach: () => false });
  await expect(refusing.stream(request, asked)).rejects.toMatchObject({
    kind: "unavailable",
    promptSent: false,
    message: expect.stringContaining("localhost leads to a link-local address") as string,
  });
  expect(bodies).toEqual([]);
  const open = createOpenAiModel({ ...connection, mayReach: () => true });
  await expect(open.stream(request, asked)).resolves.toMatchObject({ text: "Once upon." });
});
