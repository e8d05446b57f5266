/** Which step was begun last: of novels under way the present one, of those that never started none. */
export const begunSteps = `
update novels set doc = json_set(doc, '$.begun', json(case
  when exists (
    select 1 from events
    where events.novel_id = novels.id and json_extract(events.doc, '$.type') = 'novel.started'
  ) then json_object('step', coalesce(step, 'finish'), 'round', json_extract(doc, '$.round'))
  else 'null' end));
`;
