/** How often in a row the present step's worker crashed. */
export const crashes = `
alter table novels add column crashes integer not null default 0;
`;
