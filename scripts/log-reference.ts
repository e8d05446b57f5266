import { logFields } from "#/telemetry/log-fields.ts";
import { highVolumeEvents } from "#/telemetry/sample-events.ts";
import { redactionKinds } from "#/telemetry/secret-patterns.ts";

/** Where the reference stands. */
export const logReferenceFile = "docs/ops/log-reference.md";

/** The reference of the log's fields, sampled events and kinds of redactions, from where they are named. */
export function logReference(): string {
  const fields = Object.entries(logFields).map(([name, about]) => `| \`${name}\` | ${about} |`);
  const events = Object.entries(highVolumeEvents).map(
    ([name, about]) => `| \`${name}\` | ${about} |`,
  );
  return `# Log reference

Generated from \`src/telemetry/\` by \`npm run docs\`; a test holds it against the code. How to use it:
[logs.md](logs.md); real lines: [log-samples.ndjson](log-samples.ndjson).

## Fields

| field | |
|---|---|
${fields.join("\n")}

## Events that are sampled

Below \`warn\`, \`LOG_HEARTBEAT_SAMPLE_RATIO\` of these are written; the rest is counted in
\`colophon_log_suppressed_total{event}\`.

| event | |
|---|---|
${events.join("\n")}

## Kinds of redactions

The label of \`colophon_log_redactions_total{kind}\`: ${redactionKinds.map((kind) => `\`${kind}\``).join(", ")}.
`;
}
