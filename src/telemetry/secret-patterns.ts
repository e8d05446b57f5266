/** What a redaction was for: the label of `colophon_log_redactions_total`. */
export const redactionKinds = [
  "known",
  "private-key",
  "provider-key",
  "token",
  "authorization",
  "cookie",
  "field",
  "url",
  "email",
  "ip",
  "encoded",
] as const;

export type RedactionKind = (typeof redactionKinds)[number];

export interface SecretPattern {
  kind: RedactionKind;
  /** A text without all of these has nothing that the pattern finds; few alternatives are fast to look for. */
  hints: readonly (string | RegExp)[];
  /** The secret, with one group before it: what of the match is kept. */
  pattern: string;
}

// A quote inside a JSON string has one backslash, in JSON within that string three, and so on.
const quote = String.raw`(?:\\|%5C){0,15}(?:"|%22)`;
const colon = "(?::|%3A)";
const space = String.raw`(?:\s|%20|\+)`;
// Not within JSON's spelling of a line break and the like: what would be left of it is no JSON.
const untorn = String.raw`(?<!(?<!\\)(?:\\\\){0,7}\\)`;
// Behind such a spelling, whose letter belongs to no word.
const behindSpelling = String.raw`(?<=\\(?:[bfnrt]|u[0-9a-f]{4}))`;

/** Where something begins: behind nothing that could be a part of it, also right after a percent-encoded sign. */
export function beginning(part: string): string {
  return `(?:(?:(?<!${part})|(?<=%[0-9a-f]{2}))${untorn}|${behindSpelling})`;
}

const start = beginning("[a-z0-9]");
// The rest of a string of JSON, or of JSON within a string, which ends at the first quote.
const rest = String.raw`(?:(?<=[^\\]")(?:[^"\\]|\\.)+|(?:[^"\\]|\\{1,15}[^"\\])+)`;
// A closing quote of JSON has no letter behind it.
const opening = String.raw`(?:'|\\{1,15}"|"(?=\w))?`;
const once = String.raw`(?!\[redacted\])`;

const nameHints = [
  /cookie/i,
  /passw|passp|secret|credential/i,
  /token|authoriz|recovery/i,
  /(?:api|access|private|signing)[-_]?key/i,
];

// Names of fields, from where they are telling; what stands before and after belongs to the name.
const secretNames = [
  "passw(?:or)?d",
  "passphrase",
  "secret",
  "credential",
  "(?:api|access|private|signing)[-_]?key",
  "(?:access|refresh|auth|id|session|api|bearer|csrf|admin)[-_]?token",
  "(?<![a-z_-])token(?!s)",
  "recovery[-_]?code",
  "authorization",
  "cookie",
].join("|");

/** Tells an attribute that holds a secret by its name. */
export const secretName = new RegExp(`(?:${secretNames})[\\w-]{0,24}$`, "i");

/**
 * Credentials and personal data by their shape, in any case and also percent-encoded, for one regular
 * expression with the flags `gi`. Each is linear: nothing has to follow an unbounded part.
 *
 * Sources: the formats that the vendors document for their keys; RFC 6750 and 7617 (authorization),
 * RFC 6265 (cookies), RFC 7519 (JWT), RFC 7468 (PEM), RFC 3986 §3.2.1 (user information in URLs).
 */
export const secretPatterns: readonly SecretPattern[] = [
  {
    kind: "private-key",
    hints: ["-----BEGIN"],
    pattern: String.raw`()-----BEGIN[ A-Z0-9%+]{0,40}PRIVATE(?:[\w\s+/=%:,.-]|\\{1,15}[nrt])*`,
  },
  {
    // Slack's incoming webhooks: whoever has the address may post.
    kind: "provider-key",
    hints: [/hooks\.slack/i],
    pattern: String.raw`(hooks\.slack\.com(?:\/|%2F))[\w/%-]+`,
  },
  {
    // OpenAI, Anthropic, OpenRouter, Cerebras (csk); Stripe; Google; GitHub; GitLab; Slack; Sentry; Groq; xAI; Perplexity.
    kind: "provider-key",
    hints: [
      /sk-|[rs]k_|gh[opsru]_|xox/i,
      /whsec|AIza|GOCSPX|glpat/i,
      /github_pat|xapp|sntry/i,
      /gsk_|xai-|pplx/i,
    ],
    pattern: String.raw`()${start}(?:c?sk-|[rs]k_(?:live|test|prod|org)_|whsec_|AIza|GOCSPX-|gh[opsru]_|github_pat_|glpat-|xox[a-z]-|xoxe\.|xapp-|sntry[su]_|gsk_|xai-|pplx-)[\w+/=.-]{8,}`,
  },
  {
    // Hugging Face, npm, Replicate, DigitalOcean; AWS; SendGrid; Google's OAuth access tokens.
    kind: "provider-key",
    hints: [/hf_|npm_|r8_|do[opr]_v1/i, /A[KS]IA|SG\.|ya29/i],
    pattern: String.raw`()${start}(?:(?:hf_|npm_|r8_|do[opr]_v1_)[a-z0-9]{30,}|A[KS]IA[A-Z0-9]{16}(?![a-z0-9])|SG\.[\w-]{16,}\.[\w-]{16,}|ya29\.[\w.-]{16,})`,
  },
  {
    // JWT and JWE; our own session tokens.
    kind: "token",
    hints: [/eyJ|v[12]\.[0-9a-f]{8}-/i],
    pattern: String.raw`()${beginning("[\\w-]")}(?:eyJ[\w-]{8,}(?:\.[\w-]*){1,4}|v[12]\.[0-9a-f-]{36}\.\d{1,12}(?:\.\d{1,9}\.[0-9a-f-]{36})?\.[\w-]{43})`,
  },
  {
    // Our own API keys.
    kind: "token",
    hints: [/colophon_key_/i],
    pattern: String.raw`()colophon_key_[\w-]{8,}`,
  },
  {
    // Our own recovery codes, mistyped ones too: seven groups of four.
    kind: "token",
    hints: [/(?:[0-9a-z]{4}-){6}/i],
    pattern: String.raw`()${beginning("[\\w-]")}(?:[0-9a-z]{4}-){6}[0-9a-z]{4}(?![\w-])`,
  },
  {
    kind: "authorization",
    hints: [/bearer|basic/i],
    pattern: String.raw`(${start}(?:Bearer|Basic)(?:${space}|\\{1,15}t){1,8})[\w.~+/=%:-]{8,}`,
  },
  {
    // A header's line with any other scheme.
    kind: "authorization",
    hints: [/authoriz/i],
    pattern: String.raw`(authorization(?:\s{0,4}:|%3A)${space}{0,8}[\w-]{1,32}${space}{1,8})${once}[^\s"\\,;]{8,}`,
  },
  {
    // A header's line; a cookie's own value may be quoted.
    kind: "cookie",
    hints: [/cookie/i],
    pattern: String.raw`(cookies?(?:\s{0,4}[:=]|%3A|%3D)${space}{0,8}${opening})${once}(?:[^"\\\r\n=]|=(?:\\{1,15}"[^"\\]{0,4096}\\{1,15}")?)+`,
  },
  {
    // A field of the line itself whose value is a list of strings, all of which are masked as one. Only there a quote
    // that stands by itself is JSON's own.
    kind: "field",
    hints: nameHints,
    pattern: String.raw`((?:${secretNames})[\w-]{0,24}"\s{0,8}:\s{0,8}\[\s{0,8}")${once}(?:[^"\\]|\\.)*(?:"\s{0,8},\s{0,8}"(?:[^"\\]|\\.)*)*`,
  },
  {
    // A field whose value is a string, or a list whose first value is one.
    kind: "field",
    hints: nameHints,
    pattern: String.raw`((?:${secretNames})[\w-]{0,24}${quote}\s{0,8}${colon}\s{0,8}(?:\[\s{0,8})?${quote})${once}${rest}`,
  },
  {
    // A list of names and values in turn, as Node's rawHeaders are.
    kind: "field",
    hints: nameHints,
    pattern: String.raw`((?:${secretNames})[\w-]{0,24}${quote}\s{0,8},\s{0,8}${quote})${once}${rest}(?=${quote}\s{0,8}[,\]])`,
  },
  {
    // In text only what looks like a value: our own messages name variables (`SESSION_SECRETS: must …`).
    kind: "field",
    hints: nameHints,
    pattern: String.raw`((?:${secretNames})[\w-]{0,24}(?:${space}?(?:=|%3D)${space}{0,4}|(?:\s?:|%3A)${space}{0,4}(?=[^\s"\\]{0,64}\d)(?=[^\s"\\]{6}))${opening})${once}[^\s"'\\;&]+`,
  },
  {
    // User information in an address, with or without a password (a Sentry DSN has none).
    kind: "url",
    hints: ["://"],
    pattern: String.raw`(:\/\/)${once}[^\s"\\<>/?#]{1,512}(?=@|%40)`,
  },
  {
    kind: "url",
    hints: ["%"],
    pattern: String.raw`((?::|%3A)%2F%2F)${once}(?:[^\s"\\<>/?#%]|%(?!2F)){1,512}(?=@|%40)`,
  },
  {
    kind: "email",
    hints: ["@", "%"],
    pattern: String.raw`()${beginning(String.raw`[^\s"'<>()\\,;:@/=&?[\]{}|]`)}[^\s"'<>()\\,;:@/=&?[\]{}|]{1,256}(?:@|%40)[\w\u00a1-\uffff-]{1,63}(?:\.[\w\u00a1-\uffff-]{1,63}){0,8}\.[a-z\u00a1-\uffff]{2,24}`,
  },
  {
    // Three dots: what calls itself a version is none.
    kind: "ip",
    hints: [/\d\.\d{1,3}\.\d{1,3}\.\d/i],
    pattern: String.raw`()(?<![\d.]|v|version(?:[ =]|\\{0,15}":\\{0,15}"))\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)`,
  },
  {
    kind: "ip",
    hints: ["::", /[0-9a-f]:[0-9a-f]{1,4}:[0-9a-f]{1,4}:/i, "%"],
    pattern: String.raw`()${beginning("[\\w:.]")}(?:[0-9a-f]{0,4}(?::|%3A)){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?![\w:])`,
  },
];
