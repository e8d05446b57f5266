/** A secret or a personal datum in the form in which it goes about; `core` is what must not be seen of it. */
export interface Canary {
  name: string;
  text: string;
  core: string;
}

/** Values that a scrubber has to be told, for no shape gives them away. */
export const knownSecrets = [
  "plain-metrics-token-Zq81",
  'quo"ted\\and backslashed?',
  "with spaces & signs/+=%",
  "first line\nsecond line",
  "ünïcödé-pässwörd",
  "0123456789abcdef0123456789abcdef",
] as const;

/** Letters and digits that look random and are the same each time; no scanner of sources should find a key in here. */
function fill(length: number, seed: number): string {
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  let state = seed * 7_919 + 17;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return alphabet.charAt(state % alphabet.length);
  }).join("");
}

type Template = readonly [name: string, length: number, write: (core: string) => string];

const owner = "019b2f3a-1c2d-7000-8abc-0123456789ab";

const templates: readonly Template[] = [
  ["OpenAI, legacy", 40, (core) => `sk-${core}`],
  ["OpenAI, project", 64, (core) => `sk-proj-${core}`],
  ["OpenAI, service account", 48, (core) => `sk-svcacct-${core}`],
  ["OpenAI, admin", 48, (core) => `sk-admin-${core}`],
  ["Anthropic", 80, (core) => `sk-ant-api03-${core}-_AA`],
  ["OpenRouter", 64, (core) => `sk-or-v1-${core}`],
  ["Google API", 35, (core) => `AIza${core}`],
  ["Google OAuth token", 60, (core) => `ya29.a0${core}`],
  ["Google client secret", 28, (core) => `GOCSPX-${core}`],
  ["AWS access key", 16, (core) => `AKIA${core}`],
  ["AWS temporary key", 16, (core) => `ASIA${core}`],
  ["AWS secret key, ini", 40, (core) => `aws_secret_access_key = ${core}`],
  ["AWS secret key, JSON", 40, (core) => JSON.stringify({ secretAccessKey: core })],
  ["GitHub classic", 36, (core) => `ghp_${core}`],
  ["GitHub OAuth", 36, (core) => `gho_${core}`],
  ["GitHub server", 36, (core) => `ghs_${core}`],
  ["GitHub fine-grained", 59, (core) => `github_pat_11AAAAAAA0_${core}`],
  ["GitLab", 20, (core) => `glpat-${core}`],
  ["Slack bot", 24, (core) => `xoxb-123456789012-1234567890123-${core}`],
  ["Slack app", 40, (core) => `xapp-1-A0123456789-1234567890123-${core}`],
  ["Slack webhook", 24, (core) => `https://hooks.slack.com/services/T0000000/B0000000/${core}`],
  ["Stripe secret", 24, (core) => `sk_live_${core}`],
  ["Stripe restricted", 24, (core) => `rk_test_${core}`],
  ["Stripe webhook", 32, (core) => `whsec_${core}`],
  ["Sentry DSN", 32, (core) => `https://${core}@o12345.ingest.sentry.io/67890`],
  ["Sentry auth token", 60, (core) => `sntrys_${core}_x`],
  ["Groq", 52, (core) => `gsk_${core}`],
  ["Hugging Face", 34, (core) => `hf_${core}`],
  ["npm", 36, (core) => `npm_${core}`],
  ["SendGrid", 43, (core) => `SG.${fill(22, 99)}.${core}`],
  ["JWT", 43, (core) => `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${core}`],
  ["PEM, RSA", 64, (core) => pem("RSA PRIVATE KEY", core)],
  ["PEM, OpenSSH", 64, (core) => pem("OPENSSH PRIVATE KEY", core)],
  ["MongoDB", 16, (core) => `mongodb://app:${core}@db-1:27017,db-2:27017/colophon?ssl=true`],
  ["MongoDB, srv", 16, (core) => `mongodb+srv://app:${core}%2F%40@cluster.example.net/colophon`],
  ["Redis", 16, (core) => `redis://:${core}@cache:6379/0`],
  ["Redis, TLS", 16, (core) => `rediss://default:${core}@cache.example.net:6380`],
  ["HTTP address", 16, (core) => `https://user:${core}@registry.example.com/v2/`],
  ["bearer", 32, (core) => `Bearer ${core}`],
  ["basic", 24, (core) => `Basic ${core}`],
  ["cookie header", 24, (core) => `Cookie: theme="dark"; sid=${core}`],
  ["session cookie", 43, (core) => `colophon_session=v1.${owner}.1767225600.${core}`],
  ["session token", 43, (core) => `v1.${owner}.1767225600.${core}`],
  ["renewed session cookie", 43, (core) => `colophon_session=${renewed(core)}`],
  ["renewed session token", 43, (core) => renewed(core)],
  ["API key", 43, (core) => `colophon_key_${core}`],
  ["recovery code", 4, (core) => `7XK2-QM4P-0TVA-${core}-9HJC-3WZN-B1RD`],
  ["password", 12, (core) => `password=${core}`],
  ["API key in a query", 32, (core) => `api_key=${core}&page=2`],
  ["e-mail address", 10, (core) => `${core}.smith@mail.example.com`],
];

/** As `writeSession` writes it for every session but an owner's first. */
function renewed(signature: string): string {
  return `v2.${owner}.1767225600.3.${owner.replace(/^019b/, "019c")}.${signature}`;
}

function pem(label: string, core: string): string {
  return `-----BEGIN ${label}-----\n${fill(64, 50)}\n${core}\n${fill(20, 51)}==\n-----END ${label}-----\n`;
}

/** Every shape once: those that patterns know, then the known values. */
export const canaries: readonly Canary[] = [
  ...templates.map(([name, length, write], index) => {
    const core = fill(length, index + 1);
    return { name, core, text: write(core) };
  }),
  ...knownSecrets.map((core, index) => ({ name: `known value ${index + 1}`, text: core, core })),
];

/** Whether `core` can be had from `output`, by any of its readings. */
export function leaks(output: string, core: string): boolean {
  return readingsOf(output).some((reading) => reading.includes(core));
}

/** An output as it is, and by undoing JSON's escapes, percent-encoding and base64: for one that is asked of much. */
export function readingsOf(output: string): string[] {
  const runs = new Set(output.match(/[\w+/-]{8,}/g));
  const decoded = [...runs].flatMap((run) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), "base64").toString()),
  );
  const texts = [output, ...decoded];
  return texts
    .concat(texts.map((text) => percentDecoded(text)))
    .flatMap((text) => unescapings(text));
}

/** The text, and what it is with the escapes of one, two … levels of JSON undone. */
function unescapings(text: string): string[] {
  const plain = text.replaceAll(/\\(["\\n])/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
  return plain === text ? [text] : [text, ...unescapings(plain)];
}

function percentDecoded(text: string): string {
  return text
    .replaceAll("+", " ")
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
      Buffer.from(bytes.replaceAll("%", ""), "hex").toString(),
    );
}
