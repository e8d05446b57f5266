import { granted, grantedBefore } from "#/http/middleware/origin/origin.ts";
import {
  type Directive,
  apiDirectives,
  pageDirectives,
} from "#/http/middleware/security-headers/content-policy.ts";
import { listSecurityHeaders } from "#/http/middleware/security-headers/list-security-headers.ts";

/** Where the reference stands. */
export const securityHeadersFile = "docs/ops/security-headers.md";

/** What each header is for, by its name in lower case. */
const purposes: Readonly<Record<string, string>> = {
  "content-security-policy":
    "an answer that is no page can do nothing; pages have a policy of their own, below",
  "cross-origin-opener-policy": "no other site keeps hold of our windows",
  "cross-origin-resource-policy": "no other site embeds our files",
  "origin-agent-cluster": "no neighbour under the same domain shares a page's memory",
  "permissions-policy": "the app uses none of these, so nothing that got into it may",
  "referrer-policy": "where a reader came from is told to nobody",
  "strict-transport-security": "over TLS only: browsers stay with it for a year",
  "x-content-type-options": "a file is what it says it is",
  "x-dns-prefetch-control": "links in a text ask no name server",
  "x-download-options": "for old browsers: downloads are not opened in our name",
  "x-frame-options": "for old browsers: nobody puts us into a frame",
  "x-permitted-cross-domain-policies": "for old plug-ins: no other site reads from here",
  "x-xss-protection":
    "for old browsers: their filter, which could be turned against a page, is off",
};

/** The headers of an answer over TLS, by name. */
export function sentHeaders(): [name: string, value: string][] {
  const sent = Object.entries(listSecurityHeaders({ secure: true }));
  return sent.toSorted(([one], [other]) => one.localeCompare(other));
}

/** What is said of a header; throws where nobody has said what it is for. */
function purposeOf(name: string): string {
  const purpose = purposes[name.toLowerCase()];
  if (purpose === undefined) throw new Error(`nobody has said what ${name} is for`);
  return purpose;
}

/** The reference of security headers and of the content policy, as Markdown, from the code that sends them. */
export function securityHeadersReference(): string {
  const headers = sentHeaders().map(
    ([name, value]) => `| \`${name}\` | \`${value}\` | ${purposeOf(name)} |`,
  );
  return `# Security headers

Generated from \`src/http/middleware/security-headers/\` by \`npm run docs\`; a test holds it against the code.

## On every answer

| header | value | why |
|---|---|---|
${headers.join("\n")}

## The content policy of pages

The web app's document has this one instead. The build writes the content of each script into the page
(\`integrity\`), and the policy names the same; \`HOST\` is the host that was asked.

| directive | sources | why |
|---|---|---|
${rowsOf(pageDirectives).join("\n")}

## The content policy of everything else

| directive | sources | why |
|---|---|---|
${rowsOf(apiDirectives).join("\n")}

## To pages of other origins

Those in \`CORS_ORIGINS\`, compared letter by letter, may use the API; no other may read an answer, and what it
sends that would change something is refused (\`origin-not-allowed\`), but for reports of the content policy, which
browsers send from the origin \`null\`. Sockets keep to the same list.

| header | value | on |
|---|---|---|
| \`access-control-allow-origin\` | the page's own origin | every answer to a listed one |
${rowsOfCors(granted, "every answer to a listed one")}
${rowsOfCors(grantedBefore, "the answer to its preflight")}
`;
}

function rowsOf(directives: Readonly<Record<string, Directive>>): string[] {
  const example = { scripts: ["sha384-…"], sockets: "wss://HOST" };
  return Object.entries(directives).map(
    ([name, { sources, why }]) => `| \`${name}\` | \`${sources(example).join(" ")}\` | ${why} |`,
  );
}

function rowsOfCors(headers: Readonly<Record<string, string>>, on: string): string {
  return Object.entries(headers)
    .map(([name, value]) => `| \`${name}\` | \`${value}\` | ${on} |`)
    .join("\n");
}
