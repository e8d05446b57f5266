import { unescape } from "node:querystring";

/** Every secret text in a variable's value, for the scrubber; of addresses also their passwords. */
export function secretValues(value: unknown): string[] {
  if (typeof value === "string") return [value, ...passwordsIn(value)];
  if (typeof value !== "object" || value === null) return [];
  // Of an admin token neither name nor scope is secret.
  if ("token" in value) return secretValues(value.token);
  return Object.values(value).flatMap(secretValues);
}

/** The password of an address, as it stands there and decoded: drivers put it into messages by itself. */
function passwordsIn(value: string): string[] {
  const password = /^[a-z+]+:\/\/[^:/?#]*:([^@]+)@/i.exec(value)?.[1];
  return password === undefined ? [] : [password, unescape(password)];
}
