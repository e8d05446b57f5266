/** What operators did, and what lets them list everybody's novels by status. */
export const operators = `
create table audit (
  seq integer primary key autoincrement,
  at text not null,
  actor text not null,
  action text not null,
  target text,
  before text not null,
  after text not null,
  request_id text not null,
  trace_id text not null
) strict;

create index novels_of_status on novels (status, id);
drop index novels_by_status;
`;
