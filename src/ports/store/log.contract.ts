import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventDraft, NovelEvent } from "#/contract/event.ts";
import type { NovelRecord } from "./novels.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptNovel,
  awkwardStrings,
  cause,
  moment,
  newChange,
  newTurn,
  novelId,
  type OpenStore,
  readNovel,
  turnEnd,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

/** What every Store promises of its log: each novel's events, in order, without gaps. */
export function logStoreContract(name: string, open: OpenStore): void {
  describe(`the log in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    async function append(id: string, events: EventDraft[], at = moment(1)): Promise<void> {
      const { lastSeq } = await readNovel(store, id);
      const applied = await store.novels.applyCommand(
        { id, lastSeq },
        newChange({ at, events, cause }),
      );
      expect(applied.outcome).toBe("committed");
    }

    async function readLog(id: string, limit: number): Promise<NovelEvent[]> {
      const events: NovelEvent[] = [];
      for (;;) {
        const after = events.at(-1)?.seq ?? 0;
        const page = await store.log.read({ novelId: id, after, limit });
        if (page === undefined || page.items.length === 0) return events;
        events.push(...page.items);
      }
    }

    const failure = (reason: string): EventDraft => ({ type: "novel.failed", data: { reason } });
    const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

    describe("read", () => {
      test("an event stands as it was written, with its number, its moment and its cause", async () => {
        await acceptNovel(store);
        await append(novelId(1), [failure(awkwardStrings.join("")), failure("again")], moment(5));
        const page = await store.log.read({ novelId: novelId(1), after: 1, limit: 10 });
        const envelope = { version: 1, novelId: novelId(1), at: moment(5), ...cause };
        expect(page).toEqual({
          items: [
            { ...envelope, seq: 2, ...failure(awkwardStrings.join("")) },
            { ...envelope, seq: 3, ...failure("again") },
          ],
          lastSeq: 3,
          firstSeq: 1,
        });
      });

      test("a thousand events are read in pages, each once and in order", async () => {
        await acceptNovel(store);
        for (let written = 1; written < 1_000; written += 111)
          await append(
            novelId(1),
            Array.from({ length: 111 }, (_, index) => failure(`${index}`)),
          );
        for (const limit of [100, 333])
          expect((await readLog(novelId(1), limit)).map(({ seq }) => seq)).toEqual(upTo(1_000));
      });

      test("a page holds what comes after, at most the limit, and where the log ends", async () => {
        await acceptNovel(store);
        await append(novelId(1), [failure("a"), failure("b"), failure("c")]);
        const read = async (after: number, limit: number) => {
          const page = await store.log.read({ novelId: novelId(1), after, limit });
          return [page?.items.map(({ seq }) => seq), page?.lastSeq, page?.firstSeq];
        };
        expect(await read(0, 3)).toEqual([[1, 2, 3], 4, 1]);
        expect(await read(2, 1)).toEqual([[3], 4, 1]);
        expect(await read(3, 10)).toEqual([[4], 4, 1]);
        expect(await read(4, 10)).toEqual([[], 4, 1]);
        expect(await read(99, 10)).toEqual([[], 4, 1]);
      });

      test("each novel has a log of its own", async () => {
        await acceptNovel(store);
        await acceptNovel(store, { id: novelId(2) });
        await append(novelId(2), [failure("of the second")]);
        await append(novelId(1), [failure("of the first")]);
        expect(await readLog(novelId(1), 10)).toMatchObject([{ seq: 1 }, failure("of the first")]);
        expect(await readLog(novelId(2), 10)).toMatchObject([{ seq: 1 }, failure("of the second")]);
      });

      test("there is none of a novel that is not there", async () => {
        await acceptNovel(store);
        const query = { novelId: novelId(2), after: 0, limit: 10 };
        expect(await store.log.read(query)).toBeUndefined();
      });
    });

    describe("heads", () => {
      test("gives the last number of each novel and leaves out those that are not there", async () => {
        await acceptNovel(store);
        await acceptNovel(store, { id: novelId(2) });
        await acceptNovel(store, { id: novelId(3) });
        await append(novelId(2), [failure("a"), failure("b")]);
        const ids = [novelId(2), novelId(9), novelId(1), "__proto__", novelId(2)];
        const heads = await store.log.heads(ids);
        expect(heads).toEqual(
          new Map([
            [novelId(1), 1],
            [novelId(2), 3],
          ]),
        );
      });

      test("of no novel there are none", async () => {
        await acceptNovel(store);
        expect(await store.log.heads([])).toEqual(new Map());
      });

      test("a thousand novels are asked for at once", async () => {
        await acceptNovel(store, { id: novelId(500) });
        const heads = await store.log.heads(upTo(1_000).map(novelId));
        expect(heads).toEqual(new Map([[novelId(500), 1]]));
      });
    });

    test("whatever workers and commands do with whatever they read, the log has no gap and no stale word", async () => {
      const actor = fc.constantFrom<Actor>("worker", "other worker", "command");
      const act = fc.constantFrom<Act>("read", "claim", "write", "write and keep", "release");
      const acts = fc.array(fc.tuple(actor, act), { minLength: 1, maxLength: 25 });
      let novels = 0;

      const hasNoGap = fc.asyncProperty(acts, async (steps) => {
        const { id } = await acceptNovel(store, { id: novelId((novels += 1)) });
        const known = new Map<Actor, NovelRecord>();
        const told = ["novel.queued"];
        const outcomes: [actual: string, expected: string][] = [];
        for (const [index, [who, what]] of steps.entries()) {
          const novel = known.get(who) ?? (await readNovel(store, id));
          const now = await readNovel(store, id);
          const change = newChange({ events: [failure(`${index}`), failure(`${index}`)] });
          if (what === "read") known.set(who, now);
          else if (what === "release") await store.novels.release(novel, turnEnd);
          else if (what === "claim") {
            const claim = {
              holder: who,
              at: moment(9),
              pins: {},
              activePerOwner: 99,
              turn: newTurn(),
            };
            known.set(who, (await store.novels.claim(id, claim)) ?? novel);
          } else {
            const isCommand = who === "command";
            const answer = isCommand
              ? await store.novels.applyCommand(novel, change)
              : await store.novels.commitStep(novel, change, {
                  keepLease: what === "write and keep",
                });
            const holds = isCommand || (now.lease !== null && now.epoch === novel.epoch);
            const fresh = novel.lastSeq === now.lastSeq;
            outcomes.push([answer.outcome, holds && fresh ? "committed" : "stale"]);
            if (answer.outcome === "committed") told.push(`${index}`, `${index}`);
          }
        }

        for (const [actual, expected] of outcomes) expect(actual).toBe(expected);
        const log = await readLog(id, 7);
        expect(log.map(({ seq }) => seq)).toEqual(upTo(told.length));
        expect(
          log.map((event) => (event.type === "novel.failed" ? event.data.reason : event.type)),
        ).toEqual(told);
        expect((await readNovel(store, id)).lastSeq).toBe(told.length);
      });
      await fc.assert(hasNoGap, { numRuns: 30 });
    }, 60_000);
  });
}

type Actor = "worker" | "other worker" | "command";
type Act = "read" | "claim" | "write" | "write and keep" | "release";
