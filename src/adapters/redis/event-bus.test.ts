import { randomUUID } from "node:crypto";
import { describe } from "vitest";
import { eventBusContract } from "#/ports/event-bus.contract.ts";
import { sharedRedisUrl } from "#test/harness/start-redis.ts";
import { createRedisBus } from "./event-bus.ts";

const ignore = () => {};

describe.skipIf(sharedRedisUrl === null)("on a shared Redis (REDIS_URL)", () => {
  eventBusContract("Redis", async () => {
    const bus = createRedisBus({
      url: sharedRedisUrl ?? "",
      prefix: `test-${randomUUID()}`,
      onError: ignore,
    });
    return { bus, close: () => bus.close() };
  });
});
