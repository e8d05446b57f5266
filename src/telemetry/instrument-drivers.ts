import { IORedisInstrumentation } from "@opentelemetry/instrumentation-ioredis";
import { MongoDBInstrumentation } from "@opentelemetry/instrumentation-mongodb";
import { register } from "import-in-the-middle/register-hooks.mjs";

/**
 * Makes spans of what MongoDB's driver and ioredis send, where a trace is active. Has to come before
 * either is imported.
 */
export function instrumentDrivers(): void {
  register({ include: ["mongodb", "ioredis"] });
  void new MongoDBInstrumentation({ requireParentSpan: true });
  void new IORedisInstrumentation({
    requireParentSpan: true,
    // Keys hold addresses and owners, arguments whole jobs and events.
    dbStatementSerializer: (command, args) => `${command} [${args.length} arguments]`,
  });
}
