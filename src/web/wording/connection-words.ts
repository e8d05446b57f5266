/** Why the server takes no connection, and what to do. */
const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ["rate-limited", "Too many connections are open from you or your network. Trying again…"],
  ["draining", "The server is restarting. Reconnecting…"],
  ["unauthorized", "The server does not know this browser any more. Reload the page."],
  ["origin-not-allowed", "This page may not follow novels from where it was opened."],
  ["https-required", "The server is spoken to over HTTPS only. Open this page with https://."],
]);

/** What readers are told while the line to the server is lost, by the code of its refusal, if there was one. */
export function connectionWords(refusal: string | undefined): string {
  return reasons.get(refusal) ?? "Reconnecting…";
}
