/** Takes secrets out of text that is about to leave the process. */
export interface Scrubber {
  /** The text with every credential masked. */
  scrub(text: string): string;
  /** Adds secret values to those that are masked wherever they stand. */
  learn(secrets: readonly string[]): void;
}

const mask = "[redacted]";

// Masking a shorter value would tear ordinary words.
const shortest = 8;

// Each pattern is linear: bounded classes, no nested repetition.
const patterns: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{8,}/gi, `$1$2${mask}`],
  [/\bsk-[A-Za-z0-9_-]{8,}/g, mask],
  [/\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/@:"']{0,256}:[^\s/@"']{1,256}@/gi, `$1${mask}@`],
  [/(\bset-cookie|\bcookie)("?\s*[:=]\s*"?)[^"\\\r\n]+/gi, `$1$2${mask}`],
];

/**
 * Makes the one scrubber of a process. It masks credentials by their shape (bearer tokens, provider
 * keys, passwords in URIs, cookies) and by the secret values it has learnt. It works on serialized
 * text, so depth, key names and message texts make no difference.
 */
export function createScrubber(): Scrubber {
  let known: string[] = [];
  return {
    scrub(text) {
      let clean = text;
      for (const secret of known) clean = clean.replaceAll(secret, mask);
      for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
      return clean;
    },
    learn(secrets) {
      const spellings = secrets
        .filter((secret) => secret.length >= shortest)
        .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
      // Longest first: a secret that holds another one is masked whole.
      known = [...new Set([...known, ...spellings])].sort((a, b) => b.length - a.length);
    },
  };
}
