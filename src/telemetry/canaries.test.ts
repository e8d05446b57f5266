import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { expect, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { canaries, knownSecrets, leaks } from "./canaries.fixture.ts";
import { type Logger, createLogger } from "./logger.ts";
import { type Scrubber, createScrubber } from "./scrub.ts";

/** Where a secret can get into a line. */
const placements: Readonly<Record<string, (log: Logger, text: string) => void>> = {
  message: (log, text) => log.info(`it was ${text} that came`),
  "second line": (log, text) => log.info(`it was\n${text}\nthat came`),
  "behind a tab": (log, text) => log.info({ note: `name\t${text}` }),
  "behind a control character": (log, text) => log.info({ note: `name\u0001${text}` }),
  "behind a backslash": (log, text) => log.info({ note: `C:\\${text}` }),
  "second line in JSON": (log, text) => log.info({ body: JSON.stringify({ a: `x\n${text}` }) }),
  field: (log, text) => log.info({ note: text }, "a line"),
  "nested field": (log, text) => log.info({ a: [{ b: { c: [text] } }] }, "a line"),
  "odd key case": (log, text) => log.info({ "X-aPi-KEY": text, AUTHORIZATION: text }, "a line"),
  "key of a field": (log, text) => log.info({ [text]: 1 }, "a line"),
  "child's field": (log, text) => log.child({ tag: text }).info("a line"),
  "error's message": (log, text) => log.error({ err: new Error(`refused: ${text}`) }, "a line"),
  "error's stack": (log, text) =>
    log.error({ err: Object.assign(new Error("x"), { stack: `Error: x\n at ${text}` }) }, "a line"),
  "error's cause": (log, text) =>
    log.error({ err: new Error("x", { cause: new Error(`from ${text}`) }) }, "a line"),
  "error's property": (log, text) =>
    log.error({ err: Object.assign(new Error("x"), { code: text }) }, "a line"),
  path: (log, text) => log.info({ url: `https://api.example.com/${encodeURIComponent(text)}/x` }),
  query: (log, text) => log.info({ url: `/api/x?a=1&q=${encodeURIComponent(text)}&b=2` }),
  form: (log, text) => log.info({ body: new URLSearchParams({ a: "1", q: text }).toString() }),
  "raw headers": (log, text) => log.info({ rawHeaders: ["Host", "x", "X-Note", text, "Age", "1"] }),
  "raw header that is named": (log, text) =>
    log.info({ rawHeaders: ["Cookie", `theme="dark"; sid=${text}`, "X-Api-Key", `a"${text}`] }),
  "long raw header": (log, text) =>
    log.info({ rawHeaders: ["Cookie", `${"a=b; ".repeat(2_000)}sid=${text}`] }),
  "second of a list": (log, text) =>
    log.info({ headers: { "set-cookie": ["theme=dark", `sid=${text}`], apiKeys: ["", text] } }),
  base64: (log, text) => log.info({ blob: Buffer.from(`x ${text} y`).toString("base64") }),
  base64url: (log, text) => log.info(`see /b/${Buffer.from(text).toString("base64url")}`),
  "JSON in JSON": (log, text) =>
    log.info({ body: JSON.stringify({ a: JSON.stringify({ b: [text] }) }) }),
  "JSON in a query": (log, text) =>
    log.info({ url: `/x?q=${encodeURIComponent(JSON.stringify({ b: text }))}` }),
};

function linesOf(scrubber: Pick<Scrubber, "scrub">, place: (log: Logger) => void): string {
  const lines: string[] = [];
  const log = createLogger({
    level: "debug",
    service: "embedded",
    version: "1.2.3",
    clock: createFakeClock(),
    scrubber,
    pretty: false,
    sink: { write: (line) => lines.push(line) },
  });
  place(log);
  for (const line of lines) JSON.parse(line);
  return lines.join("");
}

/** What a scanner that shares nothing with the scrubber says of all these lines. */
async function scan(scrubber: Pick<Scrubber, "scrub">): Promise<string[]> {
  const lines = Object.values(placements).flatMap((place) =>
    canaries.map(({ text }) => linesOf(scrubber, (log) => place(log, text))),
  );
  const { messages } = await lintSource({
    source: {
      filePath: "log.ndjson",
      content: lines.join(""),
      ext: ".ndjson",
      contentType: "text",
    },
    options: {
      config: { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator }] },
    },
  });
  return messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

function leaksWith(scrubber: Pick<Scrubber, "scrub">): string[] {
  return Object.entries(placements).flatMap(([placement, place]) =>
    canaries
      .filter(({ text, core }) =>
        leaks(
          linesOf(scrubber, (log) => place(log, text)),
          core,
        ),
      )
      .map(({ name }) => `${name} as ${placement}`),
  );
}

test("of 40 shapes of secrets and more, in 12 places and more, a log holds none, and stays JSON", () => {
  expect(canaries.length).toBeGreaterThanOrEqual(40);
  expect(Object.keys(placements).length).toBeGreaterThanOrEqual(12);
  const scrubber = createScrubber();
  scrubber.learn(knownSecrets);
  expect(leaksWith(scrubber)).toEqual([]);
});

test("without the scrubber every one of them is seen, so that their absence says something", () => {
  const seen = leaksWith({ scrub: (text) => text });
  const all = Object.keys(placements).flatMap((placement) =>
    canaries.map(({ name }) => `${name} as ${placement}`),
  );
  expect(seen).toEqual(all);
});

test("a scanner of another make finds nothing in the log, and plenty without the scrubber", async () => {
  const scrubber = createScrubber();
  scrubber.learn(knownSecrets);
  expect(await scan(scrubber)).toEqual([]);
  expect((await scan({ scrub: (text) => text })).length).toBeGreaterThan(100);
});
