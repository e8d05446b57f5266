import type { Plant } from "./plants.ts";

/** Bugs of many processes together, and what the harness must then report. */
export const scaledPlants: Readonly<Record<string, Plant>> = {
  "forgets-answers-together": {
    part: "scaled",
    breaks: ["recorded"],
    toll: { "worker killed": 8 },
    changes: [
      {
        module: "src/adapters/mongodb/ledger.ts",
        from: "const filter = { key, outcome: { $in:",
        to: 'const filter = { key: "", outcome: { $in:',
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
  "never-reconciles-together": {
    part: "scaled",
    breaks: ["completes", "goes-on", "requeued"],
    toll: { "redis flushed": 2 },
    changes: [
      {
        module: "src/upkeep/reconcile.ts",
        from: "await eachByItself(novels, (novel) => enqueueNovel(deps, novel));",
        to: "",
      },
    ],
  },
};
