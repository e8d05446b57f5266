import { z } from "zod";

/**
 * The address of a model server. Local ones are welcome; link-local ones are no model's: there clouds
 * answer their machines, with credentials. `URL` has written out every spelling of an address by now.
 */
export const modelUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address" })
  .refine((address) => !isLinkLocal(new URL(address).hostname), "must not be a link-local address");

function isLinkLocal(host: string): boolean {
  return (
    /^169\.254\.\d+\.\d+$/.test(host) ||
    /^\[fe[89ab][\da-f]:/.test(host) ||
    // The same address of IPv4 in IPv6: mapped, compatible, and by the translators of NAT64 and 6to4.
    /^\[(?:::ffff:|::|64:ff9b::|64:ff9b:1::|2002:)a9fe:/.test(host) ||
    /^\[fd00:ec2::254\]$/.test(host) ||
    /^metadata\.google\.internal\.?$/.test(host)
  );
}
