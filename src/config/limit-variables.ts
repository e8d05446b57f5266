import { rate } from "#/contract/rate.ts";
import { type Variable, variable } from "./variable.ts";
import { whole } from "./whole.ts";

const rateVariable = (about: string, fallback: string) =>
  variable(about, rate, rate.parse(fallback), fallback);

/** How often things may be asked, and how many sockets there may be, in the order of the reference. */
export const limitVariables = {
  RATE_LIMIT_NOVEL_CREATE: rateVariable(
    "`POST /api/novel`, by address and by session: how many per `second`, `minute`, `hour` or `day`",
    "10/hour",
  ),
  RATE_LIMIT_NOVEL_READ: rateVariable("`GET /api/novel/:id`", "100/hour"),
  RATE_LIMIT_REALTIME_METRICS: rateVariable("`GET /internal/realtime/metrics`", "20/minute"),
  RATE_LIMIT_ADMIN_FAILURE: rateVariable("`/internal/*` without an admin token", "20/minute"),
  RATE_LIMIT_REPORT: rateVariable("`/api/csp-report` and `/api/client-report`", "120/hour"),
  RATE_LIMIT_SOCKET_CONNECT: rateVariable("handshakes of sockets, by address", "60/minute"),
  RATE_LIMIT_READ: rateVariable(
    "all other reads together; `/health*`, `/metrics` with its token, pages and files do not count",
    "600/hour",
  ),
  RATE_LIMIT_WRITE: rateVariable("all other writes together", "60/hour"),
  SOCKET_MAX_CONNECTIONS: variable("open sockets of a process; 0 is no limit", whole(0, 1e6), 0),
  SOCKET_MAX_CONNECTIONS_PER_ORIGIN: variable(
    "open sockets of pages of one origin, in a process; 0 is no limit",
    whole(0, 1e6),
    0,
  ),
  SOCKET_MAX_CONNECTIONS_PER_OWNER: variable(
    "open sockets of one owner, in a process; 0 is no limit",
    whole(0, 1e6),
    20,
  ),
  SOCKET_MAX_SUBSCRIPTIONS_PER_CLIENT: variable(
    "novels that one socket follows",
    whole(1, 1e6),
    20,
  ),
  SOCKET_MAX_MESSAGES_PER_SECOND: variable(
    "messages of one socket: those beyond are refused, and beyond twice as many it is closed",
    whole(1, 1e6),
    50,
  ),
  SOCKET_IDLE_TIMEOUT_SECONDS: variable(
    "a socket that follows no novel and says nothing for so long is closed",
    whole(10, 86_400),
    300,
  ),
  SOCKET_MAX_BUFFER_BYTES: variable(
    "what may wait to be read by one socket: one that reads more slowly is closed and catches up",
    whole(16_000, 1e9),
    1_000_000,
  ),
} as const satisfies Record<string, Variable<unknown, unknown>>;
