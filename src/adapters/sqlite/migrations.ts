import { firstSchema } from "./migrations/0001-first-schema.ts";
import { budgetsAndBeats } from "./migrations/0002-budgets-and-beats.ts";
import { crashes } from "./migrations/0003-crashes.ts";
import { heldNovels } from "./migrations/0004-held-novels.ts";
import { runnableNovels } from "./migrations/0005-runnable-novels.ts";
import { begunSteps } from "./migrations/0006-begun-steps.ts";
import { stepTurns } from "./migrations/0007-step-turns.ts";
import { reservations } from "./migrations/0008-reservations.ts";
import { heldByNeed } from "./migrations/0009-held-by-need.ts";
import { accounts } from "./migrations/0010-accounts.ts";
import { operators } from "./migrations/0011-operators.ts";
import { settings } from "./migrations/0012-settings.ts";
import { sessions } from "./migrations/0013-sessions.ts";

/** Every schema migration, in order; the schema's version is how many of them were applied. */
export const migrations: readonly string[] = [
  firstSchema,
  budgetsAndBeats,
  crashes,
  heldNovels,
  runnableNovels,
  begunSteps,
  stepTurns,
  reservations,
  heldByNeed,
  accounts,
  operators,
  settings,
  sessions,
];
