/** What novels and days may cost and have set aside, why a novel holds, and the beats of leases. */
export const budgetsAndBeats = `
alter table novels add column hold text;
alter table novels add column lease_beat integer not null default 0;
alter table novels add column budget_nano_usd integer;
alter table novels add column reserved_nano_usd integer not null default 0;

update novels set reserved_nano_usd = (
  select coalesce(sum(reserved_nano_usd), 0) from calls
  where calls.novel_id = novels.id and calls.outcome = 'intent'
);

create index novels_leased on novels (owner, status) where lease_holder is not null;
create index calls_by_time on calls (at);

create table days (
  day text primary key,
  reserved_nano_usd integer not null,
  spent_nano_usd integer not null
) strict, without rowid;
`;
