import type { Db } from "mongodb";
import { firstSchema } from "./migrations/0001-first-schema.ts";
import { stepTurns } from "./migrations/0002-step-turns.ts";
import { accounts } from "./migrations/0003-accounts.ts";
import { operators } from "./migrations/0004-operators.ts";
import { settings } from "./migrations/0005-settings.ts";
import { sessions } from "./migrations/0006-sessions.ts";

/** One step of the schema. */
export interface Migration {
  /**
   * May run twice, in two processes at once, and beside processes of the release before: it makes what
   * is missing and leaves alone what is there.
   */
  apply(db: Db): Promise<void>;
  /**
   * Whether a Colophon that does not know this step gets on with a database that has it: what it
   * reads is where it was, and what it writes is accepted, and understood by the newer ones.
   */
  additive: boolean;
}

/** Every schema migration, in order; the schema's version is how many of them were applied. */
export const migrations: readonly Migration[] = [
  { apply: firstSchema, additive: false },
  { apply: stepTurns, additive: true },
  { apply: accounts, additive: true },
  { apply: operators, additive: true },
  { apply: settings, additive: true },
  { apply: sessions, additive: true },
];
