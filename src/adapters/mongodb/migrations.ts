import type { Db } from "mongodb";
import { firstSchema } from "./migrations/0001-first-schema.ts";
import { stepTurns } from "./migrations/0002-step-turns.ts";

/**
 * One step of the schema. It may run twice, and in two processes at once: it makes what is missing
 * and leaves alone what is there.
 */
export type Migration = (db: Db) => Promise<void>;

/** Every schema migration, in order; the schema's version is how many of them were applied. */
export const migrations: readonly Migration[] = [firstSchema, stepTurns];
