/** What an admin token allows under `/internal`: `read` to look, `admin` to change things too. */
export const adminScopes = ["read", "admin"] as const;

export type AdminScope = (typeof adminScopes)[number];
