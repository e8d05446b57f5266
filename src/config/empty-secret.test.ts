import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEnvironment } from "./env.ts";
import { isSecretName, variables } from "./variables.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-env-"));
const empty = join(folder, "empty");
writeFileSync(empty, "\n");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const optional = ["SENTRY_DSN", "OTEL_EXPORTER_OTLP_HEADERS"];
const needed = Object.keys(variables).filter(
  (name) => isSecretName(name) && !optional.includes(name),
);

test.each(needed)("an empty file of %s stops the start", (name) => {
  expect(() => readEnvironment("embedded", { [`${name}_FILE`]: empty })).toThrow(name);
});

test.each(optional)("an empty file of %s, which nobody needs, says that there is none", (name) => {
  expect(readEnvironment("embedded", { [`${name}_FILE`]: empty })).toMatchObject({
    sentryDsn: null,
    secretFiles: [],
  });
});
