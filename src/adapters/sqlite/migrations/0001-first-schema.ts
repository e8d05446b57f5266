/** Novels, what was made of them, their log and their ledger. */
export const firstSchema = `
create table novels (
  id text primary key,
  owner text not null,
  idempotency_key text,
  body_hash text,
  status text not null,
  step text,
  pins text,
  run_at text,
  epoch integer not null,
  lease_holder text,
  last_seq integer not null,
  first_seq integer not null,
  spent_nano_usd integer not null,
  created_at text not null,
  updated_at text not null,
  doc text not null
) strict;

create index novels_of_owner on novels (owner, id);
create index novels_of_owner_by_status on novels (owner, status, id);
create unique index novels_by_idempotency_key on novels (owner, idempotency_key)
  where idempotency_key is not null;
create index novels_by_status on novels (status);
create index novels_runnable on novels (coalesce(run_at, updated_at), id)
  where lease_holder is null and step is not null and step <> 'approval'
    and status in ('queued', 'analysing', 'outlining', 'writing', 'finishing');

create table artifacts (
  novel_id text not null references novels (id) on delete cascade,
  kind text not null,
  number integer not null,
  revision integer not null,
  doc text not null,
  primary key (novel_id, kind, number, revision)
) strict;

create table chapters (
  novel_id text not null references novels (id) on delete cascade,
  number integer not null,
  revision integer not null,
  doc text not null,
  primary key (novel_id, number, revision)
) strict;

create table events (
  novel_id text not null references novels (id) on delete cascade,
  seq integer not null,
  doc text not null,
  primary key (novel_id, seq)
) strict, without rowid;

create table calls (
  id text primary key,
  key text not null,
  attempt integer not null,
  novel_id text not null references novels (id) on delete cascade,
  epoch integer not null,
  stage text not null,
  model text not null,
  at text not null,
  outcome text not null,
  reserved_nano_usd integer not null,
  cost_nano_usd integer not null default 0,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  duration_ms real not null default 0,
  intent text not null,
  answer text
) strict;

create unique index calls_by_key on calls (key, attempt);
create index calls_of_novel on calls (novel_id, at);
create index calls_under_way on calls (novel_id, epoch) where outcome = 'intent';
`;
