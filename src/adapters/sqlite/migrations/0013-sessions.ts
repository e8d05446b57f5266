/** What ended which sessions: of each owner the last time that all others were, and those that ended alone. */
export const sessions = `
alter table owners add column session_epoch integer not null default 0;
alter table owners add column kept_session text;

create table ended_sessions (
  owner text not null,
  id text not null,
  ended_at text not null,
  primary key (owner, id)
) without rowid, strict;

create index ended_sessions_by_time on ended_sessions (ended_at);
`;
