import { type RedactionKind, secretName, secretPatterns } from "./secret-patterns.ts";
import { shortenAddress } from "./shorten-address.ts";
import { spellSecret } from "./spell-secret.ts";

/** Takes secrets out of text that is about to leave the process. */
export interface Scrubber {
  /** The text with credentials and e-mail addresses masked and IP addresses shortened. JSON stays JSON. */
  scrub(text: string): string;
  /**
   * The same for attributes of a span or an event: strings, and lists that hold strings. Under a name
   * that tells of a secret they are masked whole.
   */
  scrubAttributes<T>(attributes: Readonly<Record<string, T>>): Record<string, T>;
  /** Adds secret values to those that are masked wherever they stand; of addresses also their passwords. */
  learn(secrets: readonly string[]): void;
}

const mask = "[redacted]";

// Masking a shorter value would tear ordinary words.
const shortest = 8;

// Base64, also of URLs, long enough to hold a secret; lower-case hex, such as a trace id, has no hint.
const encoded = /(?<![\w+/-])[\w+/-]{16,}={0,2}/g;
const encodedHint = /[A-Z][A-Za-z0-9+/_-]{12}/;

/**
 * Makes the one scrubber of a process. It masks by shape (`secret-patterns.ts`) and by the secret
 * values it has learnt, however JSON, percent-encoding or base64 spell them. It works on serialized
 * text, so depth, key names and message texts make no difference. `onRedaction` hears of each one.
 */
export function createScrubber({
  onRedaction = () => {},
}: { onRedaction?: (kind: RedactionKind) => void } = {}): Scrubber {
  const hints = [...new Set(secretPatterns.flatMap((pattern) => pattern.hints))];
  const patterns = anyOf(
    secretPatterns.map(({ pattern }) => pattern),
    "gi",
  );
  // Binary data reads as an address here and there.
  const inEncoded = anyOf(
    secretPatterns.filter(({ kind }) => kind !== "ip").map(({ pattern }) => pattern),
    "i",
  );
  const secrets = new Set<string>();
  let known = anyOf([], "g");

  function maskKnown(): string {
    onRedaction("known");
    return mask;
  }

  function maskShape(match: string, ...groups: unknown[]): string {
    const index = groups.findIndex((group) => group !== undefined);
    const kind = secretPatterns[index]!.kind;
    const clean = kind === "ip" ? shortenAddress(match) : `${groups[index] as string}${mask}`;
    if (clean !== match) onRedaction(kind);
    return clean;
  }

  function maskEncoded(run: string): string {
    // What stands before it may be no part of it, so it can begin at any of four places.
    for (let start = 0; start < 4; start += 1) {
      const text = Buffer.from(run.slice(start), "base64").toString();
      if (text.search(known) === -1 && !inEncoded.test(text)) continue;
      onRedaction("encoded");
      return mask;
    }
    return run;
  }

  function scrub(text: string): string {
    let clean = text.replace(known, maskKnown);
    if (hints.some((hint) => hasHint(clean, hint))) clean = clean.replace(patterns, maskShape);
    if (encodedHint.test(clean)) clean = clean.replaceAll(encoded, maskEncoded);
    return clean;
  }

  function scrubValue(value: unknown, whole: boolean): unknown {
    if (Array.isArray(value)) return value.map((item) => scrubValue(item, whole));
    if (typeof value !== "string") return value;
    return whole ? mask : scrub(value);
  }

  return {
    scrub,
    scrubAttributes<T>(attributes: Readonly<Record<string, T>>) {
      const entries = Object.entries(attributes).map(
        ([name, value]) => [name, scrubValue(value, secretName.test(name)) as T] as const,
      );
      return Object.fromEntries(entries) as Record<string, T>;
    },
    learn(values) {
      for (const secret of values.flatMap(withPassword))
        if (secret.length >= shortest) secrets.add(secret);
      // Longest first: a secret that holds another one is masked whole.
      known = anyOf(
        [...secrets].sort((a, b) => b.length - a.length).map((secret) => spellSecret(secret)),
        "g",
      );
    },
  };
}

function hasHint(text: string, hint: string | RegExp): boolean {
  return typeof hint === "string" ? text.includes(hint) : hint.test(text);
}

/** A regular expression of alternatives; one of none finds nothing. */
function anyOf(alternatives: readonly string[], flags: string): RegExp {
  return new RegExp([...new Set(alternatives)].join("|") || "(?!)", flags);
}

function withPassword(secret: string): string[] {
  const password = URL.parse(secret)?.password ?? "";
  return [secret, password, percentDecoded(password)];
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
