/** What a held novel's next call may cost, and those that are held in the order of their last change. */
export const heldNovels = `
alter table novels add column needed_nano_usd integer;

create index novels_held on novels (hold, updated_at, id)
  where hold is not null and lease_holder is null;
`;
