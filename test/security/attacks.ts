import type { Attack } from "./attack.ts";
import { abuseKeys } from "./attacks/abuse-keys.ts";
import { exceedLimits } from "./attacks/exceed-limits.ts";
import { forgeOrigins } from "./attacks/forge-origins.ts";
import { forgeSessions } from "./attacks/forge-sessions.ts";
import { fuzzSockets } from "./attacks/fuzz-sockets.ts";
import { fuzz } from "./attacks/fuzz.ts";
import { leakTokens } from "./attacks/leak-tokens.ts";
import { oddMethods } from "./attacks/odd-methods.ts";
import { overfeed } from "./attacks/overfeed.ts";
import { plainHttp } from "./attacks/plain-http.ts";
import { provokeErrors } from "./attacks/provoke-errors.ts";
import { readHeaders } from "./attacks/read-headers.ts";
import { slowCallers } from "./attacks/slow-callers.ts";
import { smuggleRequests } from "./attacks/smuggle-requests.ts";
import { stealNovels } from "./attacks/steal-novels.ts";

/** All there are, in the order of the report. */
export const attacks: readonly Attack[] = [
  stealNovels,
  abuseKeys,
  forgeSessions,
  forgeOrigins,
  leakTokens,
  smuggleRequests,
  overfeed,
  oddMethods,
  plainHttp,
  provokeErrors,
  readHeaders,
  slowCallers,
  fuzzSockets,
  fuzz,
  exceedLimits,
];
