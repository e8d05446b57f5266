import type { Substitution } from "#test/faults/change-modules.ts";
import type { FaultName } from "#test/faults/fault-modes.ts";
import type { Toll } from "./calamities.ts";
import type { Failpoint } from "./failpoints.ts";
import { scaledPlants } from "./scaled-plants.ts";
import { asksTwiceAtOnce, commitsAChapterTwice, neverReconciles } from "./shared-bugs.ts";
import type { Invariant } from "./verdicts.ts";

/** The parts of the harness for one process. */
export const parts = ["kills", "faults", "one-novel", "duplicates"] as const;

/** And the one for many. */
export type Part = (typeof parts)[number] | "scaled";

/** A bug to plant in the product as its modules are loaded, and what the harness must then report. */
export interface Plant {
  part: Part;
  /** Exactly these invariants must be found broken. */
  breaks: readonly Invariant[];
  /** Each must fit, or the plant has to be brought up to date. */
  changes: readonly Substitution[];
  /** The failpoints to die at, where it takes certain ones to tell. */
  failpoints?: readonly Failpoint[];
  /** What befalls many processes. */
  toll?: Partial<Toll>;
  /** The faults that tell. */
  faults?: readonly FaultName[];
}

/** For each invariant at least one bug that breaks it: a check that cannot fail is none. */
export const plants: Readonly<Record<string, Plant>> = {
  "forgets-answers": {
    part: "kills",
    breaks: ["recorded"],
    changes: [
      {
        module: "src/adapters/sqlite/ledger.ts",
        from: "ofStep.all({ prefix: `",
        to: "ofStep.all({ prefix: `no ",
      },
      {
        module: "src/adapters/sqlite/ledger.ts",
        from: "(made?.answered ?? 0) > known",
        to: "false",
      },
    ],
  },
  "commits-a-chapter-twice": {
    part: "kills",
    breaks: ["chapters"],
    changes: commitsAChapterTwice,
  },
  "skips-a-number": {
    part: "kills",
    breaks: ["events"],
    changes: [
      {
        module: "src/ports/store/number-events.ts",
        from: "novel.lastSeq + index + 1",
        to: "novel.lastSeq + index + (novel.lastSeq > 4 ? 2 : 1)",
      },
    ],
  },
  "drops-events": {
    part: "kills",
    breaks: ["events"],
    changes: [
      {
        module: "src/adapters/memory/event-bus.ts",
        from: "const published = [...messages];",
        to: 'const published = messages.filter(({ kind }) => kind !== "event");',
      },
      {
        module: "src/realtime/novel-feeds.ts",
        from: "const sweepMs = 2_000;",
        to: "const sweepMs = 2_000_000;",
      },
    ],
  },
  "loses-accepted": {
    part: "kills",
    breaks: ["completes"],
    changes: [
      {
        module: "src/adapters/sqlite/novels.ts",
        from: "writer.insert(novel, events);",
        to: 'if (!novel.title.includes(" 3 ")) writer.insert(novel, events);',
      },
    ],
  },
  "never-reconciles": {
    part: "kills",
    breaks: ["goes-on", "completes"],
    changes: neverReconciles,
  },
  "forgets-dead-calls": {
    part: "kills",
    breaks: ["ledger"],
    changes: [
      {
        module: "src/adapters/sqlite/ledger.ts",
        from: "`update calls set outcome = 'unknown', cost_nano_usd = calls.reserved_nano_usd\n     from novels where novels.id = calls.novel_id and calls.novel_id = :novelId and ${isLost}`",
        to: "`delete from calls where novel_id = :novelId and exists (\n     select 1 from novels where novels.id = calls.novel_id and ${isLost})`",
      },
    ],
  },
  "asks-twice-at-once": {
    part: "kills",
    breaks: ["recorded", "waste", "ledger"],
    changes: asksTwiceAtOnce,
  },
  "overruns-pauses": {
    part: "kills",
    breaks: ["commands"],
    changes: [
      {
        module: "src/adapters/sqlite/novels.ts",
        from: "novel.lease !== null && novel.epoch === epoch && novel.lastSeq === lastSeq;",
        to: "novel.lease !== null && novel.epoch === epoch;",
      },
      {
        module: "src/adapters/sqlite/ledger.ts",
        from: "if (!holds || novel.last_seq !== lastSeq)",
        to: "if (!holds)",
      },
    ],
  },
  "misses-a-failpoint": {
    part: "kills",
    breaks: ["reached"],
    failpoints: ["mid-answer"],
    changes: [{ module: "src/adapters/openai/openai-model.ts", from: "onText(piece);", to: "" }],
  },
  "counts-kills-as-failures": {
    part: "one-novel",
    breaks: ["completes"],
    changes: [
      {
        module: "src/domain/advance-novel.ts",
        from: "await abandonCalls(deps, claimed.id);",
        to: 'await abandonCalls(deps, claimed.id);\n    if ((await deps.store.ledger.sums(claimed.id)).some(({ outcome }) => outcome === "unknown")) throw new Error("stalled");',
      },
      {
        module: "src/domain/novel-turn.ts",
        from: "return crash(error);",
        to: 'return fail("crashed", { final: true });',
      },
    ],
  },
  "takes-unfinished-answers": {
    part: "faults",
    breaks: ["bad-chapter"],
    faults: ["early close"],
    changes: [
      {
        module: "src/adapters/openai/openai-model.ts",
        from: 'if (finish === "broken")\n        throw new ModelError("unavailable", "the answer ended before it was finished", sent);',
        to: 'finishReason ??= "stop";',
      },
    ],
  },
  "takes-refusals": {
    part: "faults",
    breaks: ["bad-chapter"],
    faults: ["refusal in words"],
    changes: [
      {
        module: "src/domain/read-prose.ts",
        from: "words < fewest.words",
        to: "words < 0",
      },
      {
        module: "src/domain/read-prose.ts",
        from: "looksLikeRefusal(text)",
        to: 'looksLikeRefusal("")',
      },
    ],
  },
  "takes-any-length": {
    part: "faults",
    breaks: ["bad-chapter"],
    faults: ["half the length", "triple the length"],
    changes: [
      {
        module: "src/domain/steps/write-chapter.ts",
        from: "const tolerance = 0.25;",
        to: "const tolerance = 25;",
      },
      {
        module: "src/domain/steps/write-scenes.ts",
        from: "const sceneMends = 3;",
        to: "const sceneMends = 0;",
      },
      {
        module: "src/domain/steps/write-scenes.ts",
        from: "const chapterMends = 5;",
        to: "const chapterMends = 0;",
      },
    ],
  },
  "waits-for-silent-servers": {
    part: "faults",
    breaks: ["call-caps"],
    faults: ["stall in mid-stream"],
    changes: [
      {
        module: "src/adapters/openai/openai-model.ts",
        from: "setTimeout(unavailable, idleMs,",
        to: "setTimeout(unavailable, idleMs + 3_000,",
      },
    ],
  },
  "waits-for-endless-answers": {
    part: "faults",
    breaks: ["call-caps"],
    faults: ["endless stream"],
    changes: [
      {
        module: "src/adapters/openai/openai-model.ts",
        from: "setTimeout(unavailable, totalMs,",
        to: "setTimeout(unavailable, totalMs + 3_000,",
      },
    ],
  },
  "believes-retry-after": {
    part: "faults",
    breaks: ["parked"],
    faults: ["429, Retry-After absurd"],
    changes: [
      {
        module: "src/domain/retry-policy.ts",
        from: "retryAfterLimitMs = 5 * 60_000",
        to: "retryAfterLimitMs = 500 * 60_000",
      },
    ],
  },
  "believes-usage": {
    part: "faults",
    breaks: ["accounts"],
    faults: ["huge usage"],
    changes: [
      {
        module: "src/domain/charged-tokens.ts",
        from: "maxOutputTokens) ? outputTokens : counted;",
        to: "maxOutputTokens) ? outputTokens : Math.min(Number(outputTokens), 1e10);",
      },
    ],
  },
  "dies-of-broken-streams": {
    part: "faults",
    breaks: ["stays-up"],
    faults: ["broken stream"],
    changes: [
      {
        module: "src/adapters/openai/model-error.ts",
        from: "if (error instanceof ModelError) return error;",
        to: "if (error instanceof SyntaxError) process.exit(3);\n  if (error instanceof ModelError) return error;",
      },
    ],
  },
  "forgets-keys": {
    part: "duplicates",
    breaks: ["one-key"],
    changes: [
      {
        module: "src/http/routes/novels.ts",
        from: 'headers["Idempotency-Key"] ?? null',
        to: "null",
      },
    ],
  },
  ...scaledPlants,
};
