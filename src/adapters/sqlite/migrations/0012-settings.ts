/** What operators have set over the environment: one row. */
export const settings = `
create table settings (
  id text primary key,
  version integer not null,
  doc text not null,
  changed_at text,
  changed_by text
) without rowid, strict;

insert into settings (id, version, doc) values ('live', 0, '{}');
`;
