import { describe, expect, test } from "vitest";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { CallIntent, Settlement } from "./ledger.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptAndClaim,
  awkwardStrings,
  intend,
  newIntent,
  newSettlement,
  novelId,
  type OpenStore,
  readNovel,
  takeOver,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

const rejected = newSettlement({ outcome: "rejected", answer: "{", reason: "not JSON" });
const failed = newSettlement({ outcome: "failed", answer: null, finishReason: null });

/** What every Store promises to a step that starts again: its answers, and none asked for twice. */
export function stepCallsContract(name: string, open: OpenStore): void {
  describe(`the calls of a step in ${name}`, () => {
    let store: Store;

    openEach(open, async (opened) => {
      store = opened;
      await acceptAndClaim(store);
    });

    async function made(intent: Partial<CallIntent>, settlement: Settlement): Promise<void> {
      await store.ledger.settle(await intend(store, intent), settlement);
    }

    describe("ofStep", () => {
      const calls = () => store.ledger.ofStep(novelId(1), "chapter-1");
      const under = (rest: string) => ({ key: `${novelId(1)}:${rest}` });

      test("gives every attempt of the step, those of a key in their order, without the prompts", async () => {
        const [first, second] = [under("chapter-1:scene:1:a"), under("chapter-1:scene:2:b")];
        for (let attempt = 1; attempt <= 10; attempt += 1) await made(first, failed);
        await made({ ...second, round: 2 }, rejected);
        await made(first, newSettlement({ answer: awkwardStrings.join("\n") }));
        await intend(store, second);
        const of = (key: string, attempt: number) => ({
          id: `${key}:${attempt}`,
          key,
          attempt,
          round: 0,
        });
        const unusable = { outcome: "failed", answer: null, finishReason: null };
        expect(await calls()).toEqual([
          ...Array.from({ length: 10 }, (_, index) => ({
            ...of(first.key, index + 1),
            ...unusable,
          })),
          {
            ...of(first.key, 11),
            outcome: "accepted",
            answer: awkwardStrings.join("\n"),
            finishReason: "stop",
          },
          {
            ...of(second.key, 1),
            round: 2,
            outcome: "rejected",
            answer: "{",
            finishReason: "stop",
          },
          { ...of(second.key, 2), outcome: "intent", answer: null, finishReason: null },
        ]);
      });

      test("knows nothing of other steps and other novels", async () => {
        await acceptAndClaim(store, { id: novelId(2) });
        for (const rest of ["chapter-10:scene:1:a", "chapter-:scene:1:a", "chapter-1"])
          await made(under(rest), newSettlement());
        const other = { key: `${novelId(2)}:chapter-1:scene:1:a`, novelId: novelId(2) };
        await made(other, newSettlement());
        expect(await calls()).toEqual([]);
      });
    });

    describe("of a call that was answered", () => {
      const { key } = newIntent();
      const tryKnowing = async (answered: number, intent = newIntent()) => {
        const { lastSeq } = await readNovel(store);
        return store.ledger.intend(intent, { lastSeq, answered });
      };

      test.each(["accepted", "rejected"] as const)(
        "an answer, %s, that came after the caller looked stops it, and writes nothing",
        async (outcome) => {
          const id = await intend(store);
          await store.ledger.settle(id, newSettlement({ outcome }));
          await expectUnchanged(store, async () => {
            expect(await tryKnowing(0)).toEqual({ outcome: "answered" });
          });
          expect(await tryKnowing(1)).toMatchObject({ outcome: "written", attempt: 2 });
        },
      );

      test("of a late settlement and the next attempt at once, the attempt is not written after the answer", async () => {
        const id = await intend(store);
        const { epoch } = await takeOver(store);
        await store.ledger.abandon(novelId(1));
        const next = newIntent({ epoch });
        await Promise.all([store.ledger.settle(id, newSettlement()), tryKnowing(0, next)]);
        expect(await tryKnowing(0, next)).toEqual({ outcome: "answered" });
        expect((await store.ledger.answered(key))?.attempt).toBe(1);
      });

      test("attempts without an answer stop nothing", async () => {
        const id = await intend(store);
        await store.ledger.settle(id, newSettlement({ outcome: "failed", answer: null }));
        await intend(store);
        expect(await tryKnowing(0)).toMatchObject({ outcome: "written", attempt: 3 });
      });

      test("an answer to another key stops nothing", async () => {
        const id = await intend(store, { key: `${key}:1` });
        await store.ledger.settle(id, newSettlement());
        expect(await tryKnowing(0)).toMatchObject({ outcome: "written", attempt: 1 });
      });
    });
  });
}
