import type { Attack } from "./attack.ts";
import { exceedLimits } from "./attacks/exceed-limits.ts";
import { forgeOrigins } from "./attacks/forge-origins.ts";
import { forgeSessions } from "./attacks/forge-sessions.ts";
import { stealNovels } from "./attacks/steal-novels.ts";

/** All there are, in the order of the report. */
export const attacks: readonly Attack[] = [stealNovels, forgeSessions, forgeOrigins, exceedLimits];
