import { ProblemError } from "#/contract/problem.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import type { SessionName } from "#/ports/store/accounts.ts";
import type { Store } from "#/ports/store/store.ts";
import { isFirst, sessionSeconds } from "./identify-caller.ts";
import { createRecoveryCode } from "./recovery-code.ts";

/** Longer than any cookie lives, whatever the clocks of several processes say. */
const keptMs = (sessionSeconds + 86_400) * 1_000;

/** Ends one session for good, wherever else its cookie may be. */
export async function endSession(
  { store, clock }: { store: Store; clock: Clock },
  session: SessionName,
): Promise<void> {
  const endedAt = clock.now();
  const forgetBefore = new Date(Date.parse(endedAt) - keptMs).toISOString();
  await store.accounts.endSession(session, { endedAt, forgetBefore });
}

/**
 * Another session for the one that asks, which goes on: one that nobody has a copy of. It is written down
 * nowhere, so that an answer that gets lost has changed nothing. Throws `unauthorized` when that one is over.
 */
export async function renewSession(
  { store, ids }: { store: Store; ids: Pick<Ids, "uuid"> },
  session: SessionName,
): Promise<SessionName> {
  // Before it is asked whether the old one is over: what ends that one meanwhile ends the new one too.
  const epoch = await store.accounts.sessionEpoch(session.owner);
  await refuseEnded(store, session);
  return { owner: session.owner, id: ids.uuid(), epoch };
}

/**
 * Ends all sessions of an owner but the one that asks, and makes a new recovery code in place of one that
 * the others may know, or made. Throws `invalid-state` for an owner's first session, which others of earlier
 * releases, or copies, cannot be told from, and `unauthorized` for one that is over.
 */
export async function endOtherSessions(
  { store, clock }: { store: Store; clock: Clock },
  session: SessionName,
): Promise<{ code: string; createdAt: string }> {
  if (isFirst(session))
    throw new ProblemError(
      "invalid-state",
      "This browser cannot be told from others yet: `POST /api/me/sessions` gives it a session of its own.",
    );
  await refuseEnded(store, session);
  const { code, recovery } = createRecoveryCode(clock);
  if (!(await store.accounts.endOtherSessions(session, recovery))) throw sessionEnded();
  return { code, createdAt: recovery.createdAt };
}

/** Makes an owner's recovery code in the name of a session. Throws `unauthorized` when that is over. */
export async function issueRecoveryCode(
  { store, clock }: { store: Store; clock: Clock },
  session: SessionName,
): Promise<{ code: string; createdAt: string }> {
  await refuseEnded(store, session);
  const { code, recovery } = createRecoveryCode(clock);
  if (!(await store.accounts.setRecovery(session, recovery))) throw sessionEnded();
  return { code, createdAt: recovery.createdAt };
}

/** Why a session that is over is refused. */
export function sessionEnded(): ProblemError {
  return new ProblemError(
    "unauthorized",
    "This browser was signed out. A recovery code brings it back; a page, loaded anew, begins anew.",
  );
}

async function refuseEnded(store: Store, session: SessionName): Promise<void> {
  const ended = await store.accounts.endedSessions([session]);
  if (ended.length > 0) throw sessionEnded();
}
