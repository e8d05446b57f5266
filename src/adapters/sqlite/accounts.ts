import type { KeyScope } from "#/contract/api-key.ts";
import type { AccountStore, ApiKeyRecord, Recovery } from "#/ports/store/accounts.ts";
import { decodeCursor, encodeCursor } from "#/ports/store/cursor.ts";
import { createAuditWriter } from "./audit.ts";
import type { Connection } from "./connection.ts";
import { createSessionEnds } from "./session-ends.ts";

type KeyRow = Omit<ApiKeyRecord, "scopes"> & { scopes: string };

const columns =
  "id, hash, owner, scopes, created_at as createdAt, expires_at as expiresAt" as const;

/** Greater than any id. */
const afterAllIds = "~";

/** The accounts' section of the Store. */
export function createAccounts(connection: Connection): AccountStore {
  const setRecovery = connection.prepare(
    `insert into owners (owner, recovery_hash, recovery_at) values (:owner, :hash, :createdAt)
     on conflict (owner) do update set recovery_hash = :hash, recovery_at = :createdAt
     where session_epoch <= :epoch or kept_session = :id`,
  );
  const recovery = connection.prepare<Recovery>(
    "select recovery_hash as hash, recovery_at as createdAt from owners where owner = :owner",
  );
  const ownerByRecovery = connection.prepare<{ owner: string; epoch: number }>(
    "select owner, session_epoch as epoch from owners where recovery_hash = :hash",
  );
  const sessions = createSessionEnds(connection);
  const addKey = connection.prepare(
    `insert into api_keys (id, hash, owner, scopes, created_at, expires_at)
     values (:id, :hash, :owner, :scopes, :createdAt, :expiresAt)`,
  );
  const keyByHash = connection.prepare<KeyRow>(
    `select ${columns} from api_keys where hash = :hash`,
  );
  const keys = connection.prepare<KeyRow>(
    `select ${columns} from api_keys where id < :before
     order by id desc limit :limit`,
  );
  const keysOfOwner = connection.prepare<KeyRow>(
    `select ${columns} from api_keys where owner = :owner and id < :before
     order by id desc limit :limit`,
  );
  const keyById = connection.prepare<KeyRow>(`select ${columns} from api_keys where id = :id`);
  const keysLeft = connection.prepare<{ id: string }>(
    "select id from api_keys where id in (select value from json_each(:ids))",
  );
  const deleteKey = connection.prepare("delete from api_keys where id = :id");
  const writeAudit = createAuditWriter(connection);

  return {
    ...sessions,

    async setRecovery({ owner, id, epoch }, { hash, createdAt }) {
      return setRecovery.run({ owner, id, epoch, hash, createdAt }) > 0;
    },

    async recovery(owner) {
      const row = recovery.get({ owner });
      return row && { ...row };
    },

    async ownerByRecovery(hash) {
      const row = ownerByRecovery.get({ hash });
      return row && { ...row };
    },

    async addKey(key, audit) {
      connection.transaction(() => {
        addKey.run({ ...key, scopes: JSON.stringify(key.scopes) });
        writeAudit(audit);
      });
    },

    async keyByHash(hash) {
      return toKey(keyByHash.get({ hash }));
    },

    async keys({ owner, limit, cursor }) {
      const before = cursor === undefined ? afterAllIds : decodeCursor(cursor);
      // One more than asked for tells whether there is another page.
      const page = { before, limit: limit + 1 };
      const rows = owner === undefined ? keys.all(page) : keysOfOwner.all({ ...page, owner });
      const items = rows.slice(0, limit).flatMap((row) => toKey(row) ?? []);
      const last = items.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { items, nextCursor: more ? encodeCursor(last.id) : null };
    },

    async key(id) {
      return toKey(keyById.get({ id }));
    },

    async keysLeft(ids) {
      return new Set(keysLeft.all({ ids: JSON.stringify(ids) }).map(({ id }) => id));
    },

    async deleteKey(id, audit) {
      return connection.transaction(() => {
        const deleted = deleteKey.run({ id }) > 0;
        if (deleted) writeAudit(audit);
        return deleted;
      });
    },
  };
}

function toKey(row: KeyRow | undefined): ApiKeyRecord | undefined {
  return row && { ...row, scopes: JSON.parse(row.scopes) as KeyScope[] };
}
