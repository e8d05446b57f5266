import { secretName } from "#/telemetry/secret-patterns.ts";

/** What else a secret is called where there is nothing but its name: also the end of a longer one. */
const shortName = /(?:^|_)(?:auth|bearer|code|jwt|key|session|token)$/i;

/** What callers are told who put one there. */
export const credentialsInAddress =
  "Credentials do not belong in an address, which histories and logs keep: a key goes into the header Authorization, or into a socket's auth.";

/** Whether an address has a parameter that is named as credentials are, whatever it holds. */
export function bearsCredentials(address = ""): boolean {
  const start = address.indexOf("?");
  if (start === -1) return false;
  return [...new URLSearchParams(address.slice(start + 1)).keys()].some((name) => {
    const word = name.replaceAll(/\W/g, "_").replace(/_{1,8}$/, "");
    return shortName.test(word) || secretName.test(word);
  });
}
