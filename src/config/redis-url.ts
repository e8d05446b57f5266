import { z } from "zod";

/** The address of a Redis, and perhaps the number of its database. */
export const redisUrl = z
  .string()
  .refine(isRedisUrl, "must be an address such as redis://host:6379");

/** Where a password holds "@" or "/" unescaped, a part of it would be taken for the host, and told as that. */
function isRedisUrl(value: string): boolean {
  const parsed = URL.parse(value);
  if (parsed === null || parsed.hostname === "") return false;
  return /^rediss?:$/.test(parsed.protocol) && /^\/?\d*$/.test(parsed.pathname);
}
