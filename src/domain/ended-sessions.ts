import type { Clock } from "#/ports/clock.ts";
import type { SessionName } from "#/ports/store/accounts.ts";
import type { Store } from "#/ports/store/store.ts";

/** How long an answer of the Store's is good for, in milliseconds: an end is heeded everywhere within 5 s. */
const goodForMs = 2_000;
/** How many answers are kept: a few MB. */
const atMost = 10_000;

export interface EndedSessions {
  /** Whether a session is over, as the Store said at most 2 s ago. Throws when it cannot be asked. */
  includes(session: SessionName): Promise<boolean>;
  /** Forgets what the Store said: this process has just ended some. */
  forget(): void;
}

/** What a process knows of sessions that are over: of each it asks the Store every 2 s at most. */
export function createEndedSessions({
  store,
  clock,
}: {
  store: Pick<Store, "accounts">;
  clock: Clock;
}): EndedSessions {
  const answers = new Map<string, { askedAt: number; answer: Promise<boolean> }>();

  function ask(name: string, session: SessionName): Promise<boolean> {
    const answer = store.accounts.endedSessions([session]).then((ended) => ended.length > 0);
    const asked = { askedAt: clock.monotonic(), answer };
    // Deleted first, so that the one that was asked longest ago comes first.
    answers.delete(name);
    answers.set(name, asked);
    const [oldest] = answers.keys();
    if (answers.size > atMost && oldest !== undefined) answers.delete(oldest);
    // No answer is no answer for the next one who asks.
    answer.catch(() => answers.get(name) === asked && answers.delete(name));
    return answer;
  }

  return {
    includes(session) {
      const name = `${session.owner}:${session.id}:${session.epoch}`;
      const known = answers.get(name);
      const isFresh = known !== undefined && clock.monotonic() - known.askedAt < goodForMs;
      return isFresh ? known.answer : ask(name, session);
    },
    forget: () => answers.clear(),
  };
}
