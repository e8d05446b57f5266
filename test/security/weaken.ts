import { changeModules } from "#test/faults/change-modules.ts";
import { weaknesses } from "./weaknesses.ts";

// Preloaded (`node --import`) into an instance that is to have the weakness of PENTEST_WEAKNESS.

const name = process.env["PENTEST_WEAKNESS"] ?? "";
const weakness = weaknesses[name];
if (weakness === undefined) throw new Error(`there is no weakness "${name}"`);
changeModules(name, weakness.changes ?? []);
