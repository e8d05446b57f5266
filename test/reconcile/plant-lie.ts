import { changeModules } from "#test/faults/change-modules.ts";
import { plants } from "./plants.ts";

// Preloaded (`node --import`) into a process that is to tell the lie of RECONCILE_LIE.

const name = process.env["RECONCILE_LIE"] ?? "";
const plant = plants[name];
if (plant === undefined) throw new Error(`there is no lie "${name}"`);
changeModules(name, plant.changes);
