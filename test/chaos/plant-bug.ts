import { changeModules } from "#test/faults/change-modules.ts";
import { plants } from "./plants.ts";

// Preloaded (`node --import`) into a process that is to have the bug of CHAOS_PLANT.

const name = process.env["CHAOS_PLANT"] ?? "";
const plant = plants[name];
if (plant === undefined) throw new Error(`there is no plant "${name}"`);
changeModules(name, plant.changes);
