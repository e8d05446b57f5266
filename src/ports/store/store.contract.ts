import { describe, expect, test } from "vitest";
import { ProblemError } from "#/contract/problem.ts";
import { accountStoreContract, newKey } from "./accounts.contract.ts";
import { activePerOwnerContract } from "./active-per-owner.contract.ts";
import { artifactContract } from "./artifacts.contract.ts";
import { auditStoreContract, newAudit } from "./audit.contract.ts";
import { beatContract } from "./beats.contract.ts";
import { changeContract } from "./changes.contract.ts";
import { dayStoreContract } from "./days.contract.ts";
import { intentContract } from "./intents.contract.ts";
import { leaseContract } from "./leases.contract.ts";
import { ledgerStoreContract } from "./ledger.contract.ts";
import { logStoreContract } from "./log.contract.ts";
import { lostIntentContract } from "./lost-intents.contract.ts";
import { novelStoreContract } from "./novels.contract.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  cause,
  moment,
  newChange,
  newIntent,
  newNovel,
  newReservation,
  newSettlement,
  newTurn,
  type OpenStore,
  turnEnd,
} from "./records.fixture.ts";
import { newSession, sessionContract } from "./sessions.contract.ts";
import { newSettings, settingsStoreContract } from "./settings.contract.ts";
import { spendingContract } from "./spending.contract.ts";
import { stepCallsContract } from "./step-calls.contract.ts";
import { stepTurnContract } from "./step-turns.contract.ts";
import type { Store } from "./store.ts";

type Section = "novels" | "ledger" | "log" | "days" | "accounts" | "audit" | "settings";

/** One call of every operation: the types see to it that none is left out. */
type Operations = { [S in Section]: Record<keyof Store[S], () => Promise<unknown>> };

/** Every promise of the Store port: an adapter that passes this can stand in for any other. */
export function storeContract(name: string, open: OpenStore): void {
  novelStoreContract(name, open);
  leaseContract(name, open);
  activePerOwnerContract(name, open);
  beatContract(name, open);
  changeContract(name, open);
  stepTurnContract(name, open);
  artifactContract(name, open);
  intentContract(name, open);
  ledgerStoreContract(name, open);
  stepCallsContract(name, open);
  spendingContract(name, open);
  lostIntentContract(name, open);
  dayStoreContract(name, open);
  logStoreContract(name, open);
  accountStoreContract(name, open);
  sessionContract(name, open);
  auditStoreContract(name, open);
  settingsStoreContract(name, open);

  describe(`the whole of ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    test("an open Store is well, a closed one is down", async () => {
      expect(await store.health()).toBe("ok");
      await store.close();
      expect(await store.health()).toBe("down");
    });

    test("closing twice is no error", async () => {
      await store.close();
      await expect(store.close()).resolves.toBeUndefined();
    });

    test("a Store that cannot be reached refuses every operation as store-unavailable", async () => {
      const novel = await acceptAndClaim(store);
      await store.close();

      const { novels, ledger, log, days, accounts, audit, settings } = store;
      const { id, owner, epoch } = novel;
      const claim = {
        holder: "worker-1",
        at: moment(1),
        pins: {},
        activePerOwner: 1,
        turn: newTurn(),
      };
      const held = { id, holder: "worker-1", epoch, beat: 0 };
      const due = { at: moment(1), furthest: moment(2) };
      const day = "2026-01-01";
      const code = { hash: "a", createdAt: moment(1) };
      const times = { endedAt: moment(1), forgetBefore: moment(0) };
      const operations: Operations = {
        novels: {
          accept: () => novels.accept(newNovel(), { cause, events: [] }),
          get: () => novels.get(id),
          list: () => novels.list({ owner, limit: 1 }),
          claim: () => novels.claim(id, claim),
          beat: () => novels.beat(novel),
          leases: () => novels.leases(),
          breakLease: () => novels.breakLease(held, { runAt: null, at: moment(1) }),
          commitStep: () => novels.commitStep(novel, newChange()),
          applyCommand: () => novels.applyCommand(novel, newChange()),
          release: () => novels.release(novel, turnEnd),
          stepTurns: () => novels.stepTurns(id, 1),
          runnable: () => novels.runnable({ ...due, limit: 1, activePerOwner: 3 }),
          held: () => novels.held({ hold: "budget", roomNanoUsd: null, limit: 1 }),
          countByStatus: () => novels.countByStatus(),
          artifact: () => novels.artifact(id, "outline"),
          artifacts: () => novels.artifacts(id, "outline"),
          chapter: () => novels.chapter(id, 1),
          chapters: () => novels.chapters(id),
        },
        ledger: {
          intend: () => ledger.intend(newIntent(), { lastSeq: 1 }),
          settle: () => ledger.settle("a:1", newSettlement()),
          answered: () => ledger.answered("a"),
          ofStep: () => ledger.ofStep(id, "chapter-1"),
          withLostIntents: () => ledger.withLostIntents(1),
          abandon: () => ledger.abandon(id),
          sums: () => ledger.sums(id),
          calls: () => ledger.calls(id),
          attempts: () => ledger.attempts(id, 1),
        },
        log: {
          read: () => log.read({ novelId: id, after: 0, limit: 1 }),
          heads: () => log.heads([id]),
        },
        days: {
          reserve: () => days.reserve(day, newReservation(), null),
          settle: () => days.settle(day, newReservation(), 1),
          read: () => days.read(day),
          overdue: () => days.overdue(),
        },
        accounts: {
          setRecovery: () => accounts.setRecovery(newSession(), code),
          recovery: () => accounts.recovery(owner),
          ownerByRecovery: () => accounts.ownerByRecovery("a"),
          sessionEpoch: () => accounts.sessionEpoch(owner),
          endSession: () => accounts.endSession(newSession(), times),
          endOtherSessions: () => accounts.endOtherSessions(newSession(), code),
          endedSessions: () => accounts.endedSessions([newSession()]),
          addKey: () => accounts.addKey(newKey(1), newAudit()),
          keyByHash: () => accounts.keyByHash("a"),
          keys: () => accounts.keys({ limit: 1 }),
          key: () => accounts.key(id),
          keysLeft: () => accounts.keysLeft([id]),
          deleteKey: () => accounts.deleteKey(id, newAudit()),
        },
        audit: { list: () => audit.list({ limit: 1 }) },
        settings: {
          read: () => settings.read(),
          write: () => settings.write(newSettings(), newAudit()),
        },
      };
      const every = Object.values(operations).flatMap(Object.values<() => Promise<unknown>>);
      const refused = every.map((run) =>
        run().catch((error: unknown) => (error instanceof ProblemError ? error.code : error)),
      );
      expect(await Promise.all(refused)).toEqual(every.map(() => "store-unavailable"));
    });
  });
}
