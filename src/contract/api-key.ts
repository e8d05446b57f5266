import { z } from "zod";

/** What a key for programs may do with its owner's novels: neither scope includes the other. */
export const keyScopes = ["novels:read", "novels:write"] as const;

export type KeyScope = (typeof keyScopes)[number];

/** What an operator says of a key that is to be made. */
export const apiKeyInput = z
  .strictObject({
    owner: z
      .uuid()
      .meta({ description: "For whom it acts; one who was never here gets novels by it." }),
    scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
    expiresAt: z.iso.datetime().meta({ description: "Good for nothing from then on." }),
  })
  .meta({ id: "ApiKeyInput" });

const fields = {
  id: z.string(),
  owner: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
};

/** A key, without the key. */
export const apiKeyView = z.object(fields).meta({ id: "ApiKey" });

export type ApiKeyView = z.infer<typeof apiKeyView>;

/** A key that was just made: this once, and never again. */
export const apiKeyMade = z
  .object({ ...fields, key: z.string().meta({ description: "Shown this once." }) })
  .meta({ id: "ApiKeyMade" });

export type ApiKeyMade = z.infer<typeof apiKeyMade>;

export const apiKeyListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  owner: z.uuid().optional(),
});

export const apiKeyList = z
  .object({ items: z.array(apiKeyView), nextCursor: z.string().nullable() })
  .meta({ id: "ApiKeyList" });

export type ApiKeyList = z.infer<typeof apiKeyList>;
