/** Who worked on which step, when, and how that ended: a row for each lease that a novel has had. */
export const stepTurns = `
create table steps (
  novel_id text not null references novels (id) on delete cascade,
  epoch integer not null,
  step text not null,
  job_id text not null,
  span_id text not null,
  pins text not null,
  started_at text not null,
  ended_at text,
  outcome text,
  primary key (novel_id, epoch)
) strict, without rowid;
`;
