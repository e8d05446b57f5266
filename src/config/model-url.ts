import { z } from "zod";
import { isLinkLocal } from "./link-local.ts";

/**
 * The address of a model server. Local ones are welcome; link-local ones are no model's: there clouds
 * answer their machines, with credentials. `URL` has written out every spelling of an address by now; where
 * a name leads to is looked at when it is connected to.
 */
export const modelUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address" })
  .refine((address) => !isForClouds(new URL(address).hostname), "must not be a link-local address");

function isForClouds(host: string): boolean {
  const address = host.replaceAll(/^\[|\]$/g, "");
  return isLinkLocal(address) || /^metadata\.google\.internal\.?$/.test(host);
}
