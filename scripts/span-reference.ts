import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attribute } from "#/telemetry/attributes.ts";
import { spanNames } from "#/telemetry/span-names.ts";

/** Where the reference stands. */
export const spanReferenceFile = "docs/ops/span-reference.md";

const sources = join(import.meta.dirname, "../src/telemetry");

/** What the source says of each entry, by its key: the comment above it, or nothing. */
function commentsIn(file: string): Map<string, string> {
  const source = readFileSync(join(sources, file), "utf8");
  const entries = source.matchAll(/(?:\/\*\* (.+) \*\/\n)?\s+(\w+):/g);
  return new Map([...entries].map(([, comment = "", key = ""]) => [key, comment]));
}

/** A name with its parts as they are called: `step {stage}`. */
function withBlanks(name: (...parts: [string, string]) => string): string {
  const [, parts = ""] = /^\(([^)]*)\)/.exec(name.toString()) ?? [];
  const [first = "", second = ""] = parts.split(",").map((part) => `{${part.trim()}}`);
  return name(first, second);
}

/** The reference of spans and their attributes, as Markdown, from where they are named. */
export function spanReference(): string {
  const namesSaid = commentsIn("span-names.ts");
  const attributesSaid = commentsIn("attributes.ts");
  const names = Object.entries(spanNames).map(([key, name]) => {
    const shown = typeof name === "string" ? name : withBlanks(name);
    return `| \`${shown}\` | ${namesSaid.get(key) ?? ""} |`;
  });
  const attributes = Object.entries(attribute).map(([key, name]) => {
    const whose = name.startsWith("colophon.") ? "Colophon" : "semantic conventions";
    return `| \`${name}\` | ${whose} | ${attributesSaid.get(key) ?? ""} |`;
  });
  return `# Spans and their attributes

Generated from \`src/telemetry/span-names.ts\` and \`attributes.ts\` by \`npm run docs\`; a test holds it
against the code. [tracing.md](tracing.md) says how they make a trace.

| span | |
|---|---|
${names.join("\n")}

| attribute | named by | |
|---|---|---|
${attributes.join("\n")}
`;
}
