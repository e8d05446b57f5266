import type { Request, Response } from "express";
import { findApiKey } from "#/domain/api-key.ts";
import type { Clock } from "#/ports/clock.ts";
import type { ApiKeyRecord } from "#/ports/store/accounts.ts";
import type { Store } from "#/ports/store/store.ts";

/**
 * The API key that a request bears: undefined where there is no bearer token, null where it is good for
 * nothing. A request's key is looked up once, whoever asks.
 */
export type KeyOf = (req: Request, res: Response) => Promise<ApiKeyRecord | null | undefined>;

/** Makes what reads `Authorization: Bearer KEY`. Other schemes are a proxy's affair. */
export function createKeyAccess(deps: { store: Store; clock: Clock }): KeyOf {
  return async (req, res) => {
    const [, key] = /^Bearer\b(.*)$/i.exec(req.headers.authorization ?? "") ?? [];
    if (key === undefined) return undefined;
    res.locals.apiKey ??= findApiKey(deps, key.trim()).then((record) => record ?? null);
    return res.locals.apiKey;
  };
}
