import { z } from "zod";
import { type AdminScope, adminScopes } from "#/contract/admin-scopes.ts";

interface AdminToken {
  name: string;
  scope: AdminScope;
  token: string;
}

const minLength = 32;

/**
 * Admin tokens as `name:scope:token,…`. Two of one name are possible, so that a token can be replaced
 * while the old one is still in use. What is wrong is told by the place in the list, never by its text.
 */
export const adminTokens = z.string().transform((value, context): AdminToken[] => {
  const tokens: AdminToken[] = [];
  for (const [index, entry] of value.split(",").entries()) {
    const fault = (what: string) => {
      context.addIssue(`entry ${index + 1} ${what}`);
    };
    const [name = "", scope = "", token = "", ...rest] = entry.trim().split(":");
    const known = adminScopes.find((one) => one === scope);
    if (!/^[\w.-]{1,64}$/.test(name) || token === "" || rest.length > 0)
      fault("must be name:scope:token");
    else if (known === undefined) fault(`must have the scope ${adminScopes.join(" or ")}`);
    else if (token.length < minLength)
      fault(`must have a token of ${minLength} characters or longer`);
    else if (!/^[\x21-\x7e]+$/.test(token)) fault("must have a token of visible ASCII characters");
    else if (tokens.some((other) => other.token === token)) fault("repeats another entry's token");
    else tokens.push({ name, scope: known, token });
  }
  return tokens;
});
