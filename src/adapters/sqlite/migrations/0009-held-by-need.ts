/** Held novels that need more than there is are passed over without reading their rows. */
export const heldByNeed = `
drop index novels_held;

create index novels_held on novels (hold, updated_at, id, needed_nano_usd)
  where hold is not null and lease_holder is null;
`;
