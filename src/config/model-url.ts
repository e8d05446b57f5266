import { z } from "zod";

/**
 * The address of a model server. Local ones are welcome; link-local ones are no model's: there clouds
 * answer their machines, with credentials. `URL` has written out every spelling of an address by now.
 */
export const modelUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address" })
  .refine((address) => !isLinkLocal(new URL(address).hostname), "must not be a link-local address");

function isLinkLocal(host: string): boolean {
  const mapped = /^\[::ffff:([\da-f]{1,4}):[\da-f]{1,4}\]$/.exec(host)?.[1];
  return (
    /^169\.254\.\d+\.\d+$/.test(host) ||
    mapped === "a9fe" ||
    /^\[fe[89ab][\da-f]:/.test(host) ||
    /^\[fd00:ec2::254\]$/.test(host) ||
    /^metadata\.google\.internal\.?$/.test(host)
  );
}
