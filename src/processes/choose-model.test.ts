import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { readEnvironment } from "#/config/env.ts";
import { createLiveSecrets } from "#/config/live-secrets.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { openModel } from "./choose-model.ts";

vi.mock(import("node:dns"), async (importOriginal) => ({
  ...(await importOriginal()),
  // Whatever is asked for is link-local; nobody is there, should it be asked after all.
  lookup: ((_host: string, _options: object, done: (...of: unknown[]) => void) =>
    done(null, [{ address: "169.254.0.1", family: 4 }])) as never,
}));

test.each([
  [{ HTTPS_PROXY: "http://user:pw@proxy.example:3128" }, ["HTTPS_PROXY"]],
  [{ http_proxy: "http://proxy.example", ALL_PROXY: "", NODE_USE_ENV_PROXY: "1" }, ["http_proxy"]],
  [{ NO_PROXY: "*" }, []],
])(
  "who names a proxy for requests (%j) is told that model servers are asked directly",
  async (env, named) => {
    const config = readEnvironment("embedded", { OPENAI_API_KEY: "k", ...env });
    const lines: Record<string, unknown>[] = [];
    await openModel(config, {
      log: pino({}, { write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[0]) }),
      opened: () => undefined,
      secrets: createLiveSecrets(config),
      scrubber: createScrubber(),
    });
    expect(lines.map(({ level, event, variables }) => ({ level, event, variables }))).toEqual(
      named.length === 0 ? [] : [{ level: 40, event: "model.unproxied", variables: named }],
    );
    expect(JSON.stringify(lines)).not.toContain("proxy.example");
  },
);

test("the configured model is not asked where its name leads to a link-local address", async () => {
  const config = readEnvironment("embedded", { OPENAI_BASE_URL: "http://models.example:7999/v1" });
  const model = await openModel(config, {
    log: pino({ enabled: false }),
    opened: () => undefined,
    secrets: createLiveSecrets(config),
    scrubber: createScrubber(),
  });
  const asking = model.stream(
    {
      model: "m",
      baseUrl: null,
      messages: [],
      maxOutputTokens: 1,
      temperature: null,
      schema: null,
    },
    { signal: AbortSignal.timeout(10_000), onText: () => undefined },
  );
  await expect(asking).rejects.toThrow("models.example leads to a link-local address");
});
