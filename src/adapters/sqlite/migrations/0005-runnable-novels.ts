/**
 * The order of runnable novels again, with all that tells whether one has to wait (`step` and
 * `lease_holder` too, or SQLite reads the row for them): a long line of such novels is read quickly.
 */
export const runnableNovels = `
drop index novels_runnable;
create index novels_runnable
  on novels (coalesce(run_at, updated_at), id, owner, status, run_at, hold, step, lease_holder)
  where lease_holder is null and step is not null and step <> 'approval'
    and status in ('queued', 'analysing', 'outlining', 'writing', 'finishing');
`;
