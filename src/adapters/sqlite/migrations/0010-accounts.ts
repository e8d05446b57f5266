/** Recovery codes and keys for programs, as hashes. */
export const accounts = `
create table owners (
  owner text primary key,
  recovery_hash text not null unique,
  recovery_at text not null
) without rowid, strict;

create table api_keys (
  id text primary key,
  hash text not null unique,
  owner text not null,
  scopes text not null,
  created_at text not null,
  expires_at text not null
) without rowid, strict;

create index api_keys_of_owner on api_keys (owner, id);
`;
