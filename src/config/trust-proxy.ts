import { isIP } from "node:net";
import { z } from "zod";

const form =
  "must be false, the number of proxies in front, or their networks such as 10.0.0.0/8,fd00::/8";

/**
 * Whose `X-Forwarded-*` headers are believed: nobody's, those of so many proxies in front, or those of
 * proxies in these networks. Believing everybody would let everybody choose their address.
 */
export const trustProxy = z.string().transform((value, context): false | number | string[] => {
  const given = value.trim();
  if (given === "false") return false;
  if (/^[1-9]\d?$/.test(given)) return Number(given);
  const networks = given.split(",").map((network) => network.trim());
  if (networks.every(isNetwork)) return networks;
  context.addIssue(given === "true" ? `${form}: true would believe anybody` : form);
  return z.NEVER;
});

function isNetwork(text: string): boolean {
  const [, address = "", prefix] = /^([^/]+)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  return version !== 0 && (prefix === undefined || Number(prefix) <= longest);
}
