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
