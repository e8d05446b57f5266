import type { AccountStore, ApiKeyRecord } from "#/ports/store/accounts.ts";
import { decodeCursor, encodeCursor } from "#/ports/store/cursor.ts";
import { writeAudit } from "./audit.ts";
import type { ApiKeyDocument } from "./collections.ts";
import type { Connection } from "./connection.ts";
import { createSessionEnds } from "./session-ends.ts";

/** The accounts' section of the Store. */
export function createAccounts(connection: Connection): AccountStore {
  const { collections, run, transaction } = connection;
  const { owners, apiKeys } = collections;
  const { changeOwner, ...sessions } = createSessionEnds(connection);
  return {
    ...sessions,

    setRecovery: (session, recovery) => changeOwner(session, { $set: { recovery } }),

    async recovery(owner) {
      const found = await run(() =>
        owners.findOne({ _id: owner }, { projection: { recovery: 1 } }),
      );
      return found?.recovery;
    },

    async ownerByRecovery(hash) {
      const found = await run(() =>
        owners.findOne({ "recovery.hash": hash }, { projection: { sessionEpoch: 1 } }),
      );
      return found === null ? undefined : { owner: found._id, epoch: found.sessionEpoch ?? 0 };
    },

    async addKey({ id, ...key }, audit) {
      await transaction({ audited: true }, async ({ session, mark }) => {
        await apiKeys.insertOne({ _id: id, ...key }, { session });
        await writeAudit(collections, audit, { session, mark });
      });
    },

    async keyByHash(hash) {
      return toKey(await run(() => apiKeys.findOne({ hash })));
    },

    async keys({ owner, limit, cursor }) {
      const filter = {
        ...(owner !== undefined && { owner }),
        ...(cursor !== undefined && { _id: { $lt: decodeCursor(cursor) } }),
      };
      // One more than asked for tells whether there is another page.
      const found = await run(() =>
        apiKeys
          .find(filter)
          .sort({ _id: -1 })
          .limit(limit + 1)
          .toArray(),
      );
      const items = found.slice(0, limit).flatMap((document) => toKey(document) ?? []);
      const last = items.at(-1);
      const more = found.length > limit && last !== undefined;
      return { items, nextCursor: more ? encodeCursor(last.id) : null };
    },

    async key(id) {
      return toKey(await run(() => apiKeys.findOne({ _id: id })));
    },

    async keysLeft(ids) {
      const filter = { _id: { $in: [...ids] } };
      const found = await run(() => apiKeys.find(filter, { projection: { _id: 1 } }).toArray());
      return new Set(found.map(({ _id }) => _id));
    },

    async deleteKey(id, audit) {
      return transaction({ audited: true }, async ({ session, mark, discard }) => {
        const { deletedCount } = await apiKeys.deleteOne({ _id: id }, { session });
        if (deletedCount === 0) return discard(false);
        await writeAudit(collections, audit, { session, mark });
        return true;
      });
    },
  };
}

function toKey(document: ApiKeyDocument | null): ApiKeyRecord | undefined {
  if (document === null) return undefined;
  const { _id: id, hash, owner, scopes, createdAt, expiresAt } = document;
  return { id, hash, owner, scopes, createdAt, expiresAt };
}
