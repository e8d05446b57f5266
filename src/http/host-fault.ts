import type { IncomingMessage } from "node:http";

const loopback =
  /^(?:(?:[a-z0-9-]{1,63}\.){0,8}localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Why what a request says of whom it asks is refused; undefined where it is taken. HTTP/1.1 has to say it (RFC 9112,
 * 3.2). Where only this machine is to ask, it has to be this machine's own name: a page of any other name that leads
 * here (DNS rebinding) would be of our own origin, and use what its visitor may.
 */
export function hostFault(
  { headers: { host }, httpVersion }: Pick<IncomingMessage, "headers" | "httpVersion">,
  { loopbackOnly }: { loopbackOnly: boolean },
): string | undefined {
  if (host === undefined)
    return httpVersion === "1.1" ? "A request of HTTP/1.1 needs a Host header." : undefined;
  if (!loopbackOnly || loopback.test(host)) return undefined;
  return "This process answers as localhost only. Behind a proxy tell it so (TRUST_PROXY); to be asked from other machines it has to listen there (HOST).";
}

/** Whether who listens at `address` without a proxy before it is asked from this machine only. */
export function isLoopback(address: string): boolean {
  return loopback.test(address.includes(":") ? `[${address}]` : address);
}
