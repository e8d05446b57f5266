/** Takes secrets out of text that is about to leave the process. */
export type Scrub = (text: string) => string;

const mask = "[redacted]";

// Each pattern is linear: bounded classes, no nested repetition.
const patterns: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{8,}/gi, `$1$2${mask}`],
  [/\bsk-[A-Za-z0-9_-]{8,}/g, mask],
  [/\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/@:"']{0,256}:[^\s/@"']{1,256}@/gi, `$1${mask}@`],
  [/(\bset-cookie|\bcookie)("?\s*[:=]\s*"?)[^"\r\n]+/gi, `$1$2${mask}`],
];

/**
 * Makes the one scrubber of a process. It masks credentials by their shape (bearer tokens, provider
 * keys, passwords in URIs, cookies) and the given secret values wherever they stand; values under
 * 8 characters are left out, since masking them would tear ordinary words.
 * It works on serialized text, so depth, key names and message texts make no difference.
 */
export function createScrub(secrets: readonly string[]): Scrub {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= 8)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, mask);
    for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
    return clean;
  };
}
