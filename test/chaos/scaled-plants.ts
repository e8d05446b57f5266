import type { Plant } from "./plants.ts";
import { asksTwiceAtOnce, commitsAChapterTwice, neverReconciles } from "./shared-bugs.ts";

/** Bugs of many processes together, and what the harness must then report. */
export const scaledPlants: Readonly<Record<string, Plant>> = {
  "forgets-answers-together": {
    part: "scaled",
    breaks: ["recorded"],
    toll: { "worker killed": 8 },
    changes: [
      {
        module: "src/adapters/mongodb/ledger.ts",
        from: "return found.map(({ _id: id, ...call }) => ({ id, ...call }));",
        to: "return [];",
      },
      {
        module: "src/adapters/mongodb/ledger.ts",
        from: "return answered > known ?",
        to: "return answered > Infinity ?",
      },
    ],
  },
  "drops-events-between-processes": {
    part: "scaled",
    breaks: ["events"],
    toll: { "api killed": 1 },
    changes: [
      {
        module: "src/adapters/redis/event-bus.ts",
        from: "for (const message of messages) pipeline.publish(channel,",
        to: 'for (const message of messages) if (message.kind !== "event") pipeline.publish(channel,',
      },
      {
        module: "src/realtime/novel-feeds.ts",
        from: "const sweepMs = 2_000;",
        to: "const sweepMs = 2_000_000;",
      },
    ],
  },
  "commits-a-chapter-twice-together": {
    part: "scaled",
    breaks: ["chapters"],
    toll: { "redis cut": 1 },
    changes: commitsAChapterTwice,
  },
  "forgets-dead-calls-together": {
    part: "scaled",
    breaks: ["ledger"],
    toll: { "worker killed": 8 },
    changes: [
      {
        module: "src/adapters/mongodb/ledger.ts",
        from: "await calls.updateMany(isLost, [{ $set: unknown }], { session });",
        to: "await calls.deleteMany(isLost, { session });",
      },
    ],
  },
  "asks-twice-at-once-together": {
    part: "scaled",
    breaks: ["recorded", "waste", "ledger"],
    toll: { "redis cut": 1 },
    changes: asksTwiceAtOnce,
  },
  // The second novel of a key has the title of the first, by which requests are told apart.
  "forgets-keys-together": {
    part: "scaled",
    breaks: ["recorded", "ledger", "waste", "one-key"],
    toll: { "redis cut": 1 },
    changes: [
      {
        module: "src/http/routes/novels.ts",
        from: 'headers["Idempotency-Key"] ?? null',
        to: "null",
      },
      {
        module: "src/http/routes/novels.ts",
        from: "exchange.novelId = novel.id;",
        to: 'if (Math.random() < 0.6) throw new Error("the answer is lost");',
      },
    ],
  },
  "dies-of-a-redis-that-fails": {
    part: "scaled",
    breaks: ["stays-up"],
    // One that is cut off is not missed by who asks it nothing meanwhile; one that is away is.
    toll: { "worker killed": 3, "redis restarted": 2 },
    changes: [
      {
        module: "src/processes/watch-redis.ts",
        from: "failedAt = clock.monotonic();",
        to: 'if (process.env["OPENAI_API_KEY"]?.startsWith("worker-3")) process.exit(3);\n failedAt = clock.monotonic();',
      },
    ],
  },
  // Events have ids by their numbers, so a commit that only forgets to compare is refused all the same.
  "overruns-pauses-together": {
    part: "scaled",
    breaks: ["commands"],
    toll: { "redis cut": 1 },
    changes: [
      {
        module: "src/adapters/mongodb/changes.ts",
        from: "return commit(fence, holds, keepLease ? null : outcome, change);",
        to: "const now = await novels.findOne({ _id: fence.id });\n return commit({ ...fence, lastSeq: now?.lastSeq ?? 0 }, holds, keepLease ? null : outcome, change);",
      },
      {
        module: "src/adapters/mongodb/ledger.ts",
        from: "const held = { _id: novelId, epoch, lastSeq,",
        to: "const held = { _id: novelId, epoch,",
      },
    ],
  },
  "never-reconciles-together": {
    part: "scaled",
    breaks: ["completes", "goes-on", "requeued"],
    // Workers take jobs at once, so an emptied queue seldom had any; while Redis is away none is added.
    toll: { "redis restarted": 6, "redis flushed": 2 },
    changes: neverReconciles,
  },
};
