import { ProblemError } from "#/contract/problem.ts";
import type { Clock } from "#/ports/clock.ts";
import type { AuditRecord } from "#/ports/store/audit.ts";
import type { Change, NovelRecord } from "#/ports/store/novels.ts";
import type { Store } from "#/ports/store/store.ts";
import { type Announcers, announce, wakeNovel } from "./announce.ts";
import { noteAudited } from "./audit.ts";
import { noSuchNovel } from "./find-own-novel.ts";
import { novelLog } from "./novel-log.ts";

/** Who gives a command: stamped on the events that it causes. */
export type Cause = Change["cause"];

export interface CommandDeps extends Announcers {
  store: Store;
  clock: Clock;
  /** A number in [0, 1), for the jitter of retries. */
  random: () => number;
}

// A worker commits a few times a minute: losing to it more often than this is not bad luck.
const attempts = 8;

/** After losing for the `n`-th time, in milliseconds: up to 4, doubling up to 32, so that those who met do not meet again. */
const pauseMs = (n: number, random: number) => Math.min(32, 2 * 2 ** n) * random;

/**
 * Changes a novel by an owner's command: `decide` says what is to change, or throws `invalid-state`,
 * and is asked again with the novel as it is now whenever somebody else changed it first. Announces
 * the change, and wakes the workers when the decision raised `wake`, but waits for neither. Throws
 * `store-unavailable` when the novel would not hold still, for a tenth of a second or so. What an operator
 * commands is written down by `audit`, of the novel before and what is set, with the change itself.
 */
export async function applyCommand(
  deps: CommandDeps,
  novel: NovelRecord,
  cause: Cause,
  decide: (novel: NovelRecord) => Pick<Change, "set" | "events" | "artifacts">,
  audit?: (before: NovelRecord, set: Change["set"]) => AuditRecord,
): Promise<NovelRecord> {
  let current = novel;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { id, lastSeq, wake } = current;
    const change = { ...decide(current), at: deps.clock.now(), cause };
    const record = audit?.(current, change.set);
    const result = await deps.store.novels.applyCommand({ id, lastSeq }, change, record);
    if (result.outcome === "committed") {
      if (record !== undefined) noteAudited(deps, record);
      // Hints hold no answer up: with a Redis that hangs each takes seconds to fail.
      const hints = { ...deps, log: novelLog(deps.log, id, cause) };
      void announce(hints, result.events);
      if (result.novel.wake > wake) void wakeNovel(hints, result.novel);
      return result.novel;
    }
    await deps.clock.sleep(pauseMs(attempt, deps.random()));
    const fresh = await deps.store.novels.get(id);
    if (fresh === undefined) throw noSuchNovel();
    current = fresh;
  }
  throw new ProblemError("store-unavailable", "The novel is changing too quickly: try again.");
}
