/** What a key for programs may do with its owner's novels: neither scope includes the other. */
export const keyScopes = ["novels:read", "novels:write"] as const;

export type KeyScope = (typeof keyScopes)[number];
