import { scrubWords } from "./scrub-words.ts";
import { type RedactionKind, beginning, secretName, secretPatterns } from "./secret-patterns.ts";
import { shortenAddress } from "./shorten-address.ts";
import { spellSecret } from "./spell-secret.ts";

/** Takes secrets out of text that is about to leave the process. */
export interface Scrubber {
  /**
   * The JSON with credentials and e-mail addresses masked and IP addresses shortened. JSON stays JSON; of
   * other text `scrubWords` makes some first.
   */
  scrub(text: string): string;
  /** The same for what is said over and over, such as names: it remembers what is clean. */
  scrubName(text: string): string;
  /**
   * The same for attributes of a span or an event: strings, and lists that hold strings. Under a name
   * that tells of a secret they are masked whole.
   */
  scrubAttributes<T>(attributes: Readonly<Record<string, T>>): Record<string, T>;
  /** Adds secret values to those that are masked wherever they stand; of addresses also their passwords. */
  learn(secrets: readonly string[]): void;
}

const mask = "[redacted]";

// Attributes say the same few words over and over; of those that say others as many may be remembered.
const mostRemembered = 2_000;
const longestRemembered = 64;

// Masking a shorter value would tear ordinary words.
const shortest = 8;

// Base64, also of URLs, long enough to hold a secret; lower-case hex, such as a trace id, has no hint.
const encoded = new RegExp(`${beginning("[\\w+/-]")}[\\w+/-]{16,}={0,2}`, "g");
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
  const cleanNames = new Set<string>();
  const telltales = new Map<string, boolean>();
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

  /** Remembers what was clean, for as long as no other secret is learnt. */
  function scrubName(text: string): string {
    if (cleanNames.has(text)) return text;
    const scrubbed = scrubWords({ scrub }, text);
    if (scrubbed === text && text.length <= longestRemembered) {
      if (cleanNames.size === mostRemembered) cleanNames.clear();
      cleanNames.add(text);
    }
    return scrubbed;
  }

  function isTelling(name: string): boolean {
    let telling = telltales.get(name);
    if (telling === undefined) {
      telling = secretName.test(name);
      if (telltales.size < mostRemembered) telltales.set(name, telling);
    }
    return telling;
  }

  function scrubValue(value: unknown, whole: boolean): unknown {
    if (Array.isArray(value)) return value.map((item) => scrubValue(item, whole));
    if (typeof value !== "string") return value;
    return whole ? mask : scrubName(value);
  }

  return {
    scrub,
    scrubName,
    scrubAttributes<T>(attributes: Readonly<Record<string, T>>) {
      const scrubbed: Record<string, T> = {};
      for (const name of Object.keys(attributes))
        scrubbed[name] = scrubValue(attributes[name], isTelling(name)) as T;
      return scrubbed;
    },
    learn(values) {
      for (const secret of values.flatMap(withPassword))
        if (secret.length >= shortest) secrets.add(secret);
      cleanNames.clear();
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
