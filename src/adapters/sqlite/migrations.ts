import { firstSchema } from "./migrations/0001-first-schema.ts";

/** Every schema migration, in order; the schema's version is how many of them were applied. */
export const migrations: readonly string[] = [firstSchema];
