import { isSecretName, variables } from "#/config/variables.ts";

/** Where the reference stands. */
export const referenceFile = "docs/config/environment-reference.md";

/** The reference of every environment variable, as Markdown, made from the table that reads them. */
export function environmentReference(): string {
  const rows = Object.entries(variables).map(([name, variable]) => {
    const { about, fallback } = variable;
    const shown = "shown" in variable ? variable.shown : undefined;
    const secret = isSecretName(name) ? "yes" : "";
    return `| \`${name}\` | ${shown ?? plain(fallback)} | ${secret} | ${about} |`;
  });
  return `# Environment reference

Generated from \`src/config/variables.ts\` by \`npm run docs\`; a test holds it against the code.

An empty variable counts as unset. A missing or malformed value stops the start with one message that
names every bad variable and never its value. A secret can also be given as \`<NAME>_FILE\`, the path
of a file that holds it.

| variable | default | secret | |
|---|---|---|---|
${rows.join("\n")}
`;
}

function plain(fallback: unknown): string {
  if (fallback === null || fallback === "" || (Array.isArray(fallback) && fallback.length === 0))
    return "–";
  return typeof fallback === "string" ? fallback : JSON.stringify(fallback);
}
