/** What is set aside on a day, call by call; days are made anew from the ledger. */
export const reservations = `
create table reservations (
  day text not null,
  id text not null,
  key text not null,
  novel_id text not null,
  epoch integer not null,
  nano_usd integer not null,
  unique (day, id)
) strict;

insert into reservations (day, id, key, novel_id, epoch, nano_usd)
select substr(at, 1, 10), json_extract(intent, '$.spanId'), key, novel_id, epoch, reserved_nano_usd
from calls where outcome = 'intent';

drop table days;

create table days (
  day text primary key,
  spent_nano_usd integer not null
) strict, without rowid;

insert into days (day, spent_nano_usd)
select substr(at, 1, 10), sum(cost_nano_usd) from calls group by 1;
`;
