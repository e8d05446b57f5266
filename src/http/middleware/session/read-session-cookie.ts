import { type Session, readSession, sessionCookie } from "#/domain/identify-caller.ts";

/**
 * Its name over TLS: browsers take a `__Host-` cookie from this very host only, so that no neighbour
 * under the same domain, and nobody on the way of plain HTTP, can toss one of his own in.
 */
export const securedCookie = `__Host-${sessionCookie}`;

/**
 * The session that a `Cookie` header names, of those cookies that are called as in `names`, the first
 * name's before the next one's. Of several of one name the first that verifies counts, so whatever
 * else was tossed in shadows nothing. Null without a valid one; `now` is in Unix seconds.
 */
export function readSessionCookie(
  header: string | undefined,
  options: { names: readonly string[]; secrets: readonly string[]; now: number },
): Session | null {
  if (header === undefined) return null;
  const pairs = header.split(";").map((pair) => pair.trim());
  for (const name of options.names)
    for (const pair of pairs) {
      if (!pair.startsWith(`${name}=`)) continue;
      const session = readSession(pair.slice(name.length + 1), options);
      if (session !== undefined) return session;
    }
  return null;
}
