import { randomUUID } from "node:crypto";
import { beforeEach } from "vitest";
import { eventBusContract } from "#/ports/event-bus.contract.ts";
import { noRedisUrl, sharedRedisUrl } from "#test/harness/start-redis.ts";
import { createRedisBus } from "./event-bus.ts";

const ignore = () => {};

beforeEach(({ skip }) => {
  if (noRedisUrl) skip(noRedisUrl);
});

eventBusContract("Redis", async () => {
  const bus = createRedisBus({
    url: sharedRedisUrl ?? "",
    prefix: `test-${randomUUID()}`,
    onError: ignore,
  });
  return { bus, close: () => bus.close() };
});
