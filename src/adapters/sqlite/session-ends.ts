import type { AccountStore } from "#/ports/store/accounts.ts";
import type { Connection } from "./connection.ts";

/** What the accounts' section of the Store knows of sessions that are over. */
export function createSessionEnds(
  connection: Connection,
): Pick<AccountStore, "sessionEpoch" | "endSession" | "endOtherSessions" | "endedSessions"> {
  const epochOf = connection.prepare<{ epoch: number }>(
    "select session_epoch as epoch from owners where owner = :owner",
  );
  const end = connection.prepare(
    `insert into ended_sessions (owner, id, ended_at) values (:owner, :id, :endedAt)
     on conflict (owner, id) do nothing`,
  );
  const forget = connection.prepare("delete from ended_sessions where ended_at < :forgetBefore");
  const endOthers = connection.prepare(
    `insert into owners (owner, recovery_hash, recovery_at, session_epoch, kept_session)
     values (:owner, :hash, :createdAt, :epoch + 1, :id)
     on conflict (owner) do update set recovery_hash = :hash, recovery_at = :createdAt,
       session_epoch = session_epoch + 1, kept_session = :id
     where session_epoch <= :epoch or kept_session = :id`,
  );
  const ended = connection.prepare<{ place: number }>(
    `select asked.key as place from json_each(:sessions) as asked
     where exists (
       select 1 from ended_sessions
       where owner = asked.value ->> 'owner' and id = asked.value ->> 'id'
     ) or exists (
       select 1 from owners
       where owner = asked.value ->> 'owner' and session_epoch > asked.value ->> 'epoch'
         and kept_session is not asked.value ->> 'id'
     )`,
  );

  return {
    async sessionEpoch(owner) {
      return epochOf.get({ owner })?.epoch ?? 0;
    },

    async endSession({ owner, id }, { endedAt, forgetBefore }) {
      connection.transaction(() => {
        end.run({ owner, id, endedAt });
        forget.run({ forgetBefore });
      });
    },

    async endOtherSessions({ owner, id, epoch }, { hash, createdAt }) {
      return endOthers.run({ owner, id, epoch, hash, createdAt }) > 0;
    },

    async endedSessions(sessions) {
      const rows = ended.all({ sessions: JSON.stringify(sessions) });
      return rows.flatMap(({ place }) => sessions[place] ?? []);
    },
  };
}
