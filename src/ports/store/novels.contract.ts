import { describe, expect, test } from "vitest";
import { novelStatuses } from "#/contract/novel.ts";
import { expectUnchanged } from "./expect-unchanged.fixture.ts";
import type { NovelPage } from "./novels.ts";
import { openEach } from "./open-each.fixture.ts";
import {
  acceptNovel,
  awkwardStrings,
  cause,
  moment,
  newChange,
  newNovel,
  novelId,
  readNovel,
  type OpenStore,
} from "./records.fixture.ts";
import type { Store } from "./store.ts";

const queued = { type: "novel.queued", data: { title: "The Salt Road" } } as const;
const started = { type: "novel.started", data: {} } as const;
const keyed = { idempotencyKey: "key-1", bodyHash: "hash-1" };

/** What every Store promises of accepting, reading and listing novels. */
export function novelStoreContract(name: string, open: OpenStore): void {
  describe(`novels in ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    describe("accept", () => {
      test("a new novel is there as it was given, unclaimed and unspent, with its first events", async () => {
        const novel = newNovel({
          idempotencyKey: "key-1",
          bodyHash: "hash-1",
          budgetNanoUsd: 2_500_000_000,
          createdAt: moment(7),
        });
        const accepted = await store.novels.accept(novel, { cause, events: [queued, started] });

        const record = {
          ...novel,
          epoch: 0,
          lease: null,
          lastSeq: 2,
          firstSeq: 1,
          spentNanoUsd: 0,
          reservedNanoUsd: 0,
          updatedAt: moment(7),
        };
        const envelope = { version: 1, novelId: novel.id, at: moment(7), ...cause };
        const events = [
          { ...envelope, seq: 1, ...queued },
          { ...envelope, seq: 2, ...started },
        ];
        expect(accepted).toEqual({ outcome: "created", novel: record, events });
        expect(await store.novels.get(novel.id)).toEqual(record);
        const page = await store.log.read({ novelId: novel.id, after: 0, limit: 10 });
        expect(page).toEqual({ items: events, lastSeq: 2, firstSeq: 1 });
      });

      test("the same key and body give the novel that is there, as it is now, and write nothing", async () => {
        const { id, lastSeq } = await acceptNovel(store, keyed);
        await store.novels.applyCommand({ id, lastSeq }, newChange({ set: { status: "paused" } }));
        const now = await readNovel(store);

        await expectUnchanged(store, async () => {
          const again = newNovel({ ...keyed, id: novelId(2), title: "Ignored" });
          const replay = await store.novels.accept(again, { cause, events: [queued] });
          expect(replay).toEqual({ outcome: "replayed", novel: now });
        });
        expect(await store.novels.get(novelId(2))).toBeUndefined();
      });

      test("the same key with another body is refused and writes nothing", async () => {
        await acceptNovel(store, keyed);

        await expectUnchanged(store, async () => {
          const other = newNovel({ ...keyed, id: novelId(2), bodyHash: "hash-2" });
          const answer = await store.novels.accept(other, { cause, events: [queued] });
          expect(answer).toEqual({ outcome: "key-reused" });
        });
        expect(await store.novels.get(novelId(2))).toBeUndefined();
      });

      test("the keys of two owners have nothing to do with each other", async () => {
        await acceptNovel(store, keyed);
        const other = await acceptNovel(store, { ...keyed, id: novelId(2), owner: "owner-2" });
        expect(other.id).toBe(novelId(2));
      });

      test("without a key every novel is a new one", async () => {
        await acceptNovel(store, { id: novelId(1) });
        await acceptNovel(store, { id: novelId(2) });
        expect((await store.novels.list({ owner: "owner-1", limit: 10 })).items).toHaveLength(2);
      });

      test("a hundred copies at once make one novel, and every caller gets it", async () => {
        const copies = Array.from({ length: 100 }, (_, index) =>
          store.novels.accept(newNovel({ ...keyed, id: novelId(index) }), {
            cause,
            events: [queued],
          }),
        );
        const accepted = await Promise.all(copies);

        const { items } = await store.novels.list({ owner: "owner-1", limit: 100 });
        expect(items).toHaveLength(1);
        expect(accepted.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
        for (const answer of accepted) expect(answer).toMatchObject({ novel: items[0] });
      });

      test.each(awkwardStrings)(
        "keeps %j as owner, key and text apart from all others",
        async (text) => {
          const novel = newNovel({
            owner: text,
            idempotencyKey: text,
            bodyHash: text,
            title: text,
          });
          const record = await acceptNovel(store, novel);

          expect(await readNovel(store)).toEqual(record);
          expect((await store.novels.list({ owner: text, limit: 10 })).items).toEqual([record]);
          expect((await store.novels.list({ owner: `${text}x`, limit: 10 })).items).toEqual([]);
          const replay = await store.novels.accept(
            { ...novel, id: novelId(2) },
            { cause, events: [] },
          );
          expect(replay).toEqual({ outcome: "replayed", novel: record });
        },
      );
    });

    describe("get", () => {
      test.each(["", "__proto__", novelId(2)])(
        "finds nothing under an id that is not there: %j",
        async (id) => {
          await acceptNovel(store);
          expect(await store.novels.get(id)).toBeUndefined();
        },
      );

      test("gives a copy: what a reader does to it changes nothing", async () => {
        await acceptNovel(store);
        const copy = await readNovel(store);
        copy.title = "Another";
        copy.params.genre = "horror";
        expect(await readNovel(store)).toMatchObject({
          title: "The Salt Road",
          params: { genre: "fantasy" },
        });
      });
    });

    describe("list", () => {
      const ids = (page: NovelPage) => page.items.map(({ id }) => id);

      async function acceptMany(from: number, to: number): Promise<void> {
        for (let n = from; n <= to; n += 1) await acceptNovel(store, { id: novelId(n) });
      }

      async function readPages(query: { limit: number; status?: "paused" }): Promise<string[][]> {
        const pages: string[][] = [];
        let cursor: string | undefined;
        do {
          const page = await store.novels.list({ owner: "owner-1", cursor, ...query });
          pages.push(ids(page));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        return pages;
      }

      test("an owner without novels has an empty page and no next one", async () => {
        const page = await store.novels.list({ owner: "owner-1", limit: 10 });
        expect(page).toEqual({ items: [], nextCursor: null });
      });

      test("an owner's novels come newest first by id, whatever the order of writing, and nobody else's", async () => {
        await acceptNovel(store, { id: novelId(2) });
        const third = await acceptNovel(store, { id: novelId(3), createdAt: moment(-9) });
        await acceptNovel(store, { id: novelId(4), owner: "owner-2" });
        await acceptNovel(store, { id: novelId(1) });

        const page = await store.novels.list({ owner: "owner-1", limit: 10 });
        expect(ids(page)).toEqual([novelId(3), novelId(2), novelId(1)]);
        expect(page.items[0]).toEqual(third);
      });

      test("pages hold every novel once, and the last one has no cursor", async () => {
        await acceptMany(1, 7);
        const seven = [7, 6, 5, 4, 3, 2, 1].map(novelId);
        expect(await readPages({ limit: 3 })).toEqual([
          seven.slice(0, 3),
          seven.slice(3, 6),
          seven.slice(6),
        ]);
        expect(await readPages({ limit: 7 })).toEqual([seven]);
      });

      test("a cursor goes on at its place when novels were added meanwhile", async () => {
        await acceptMany(1, 4);
        const first = await store.novels.list({ owner: "owner-1", limit: 2 });
        await acceptMany(5, 6);
        const cursor = first.nextCursor ?? undefined;
        const second = await store.novels.list({ owner: "owner-1", limit: 2, cursor });
        expect(ids(second)).toEqual([novelId(2), novelId(1)]);
        expect(second.nextCursor).toBeNull();
      });

      test("a status shows the novels that are in it now, in pages too", async () => {
        await acceptMany(1, 6);
        for (const n of [1, 3, 4]) {
          const fence = { id: novelId(n), lastSeq: 1 };
          await store.novels.applyCommand(fence, newChange({ set: { status: "paused" } }));
        }
        expect(await readPages({ limit: 2, status: "paused" })).toEqual([
          [novelId(4), novelId(3)],
          [novelId(1)],
        ]);
        const running = await store.novels.list({ owner: "owner-1", limit: 9, status: "queued" });
        expect(ids(running)).toEqual([novelId(6), novelId(5), novelId(2)]);
      });

      test("without an owner everybody's novels come, newest first, in pages and by status too", async () => {
        for (const n of [1, 2, 3, 4, 5])
          await acceptNovel(store, { id: novelId(n), owner: `owner-${n % 2}` });
        const fence = { id: novelId(4), lastSeq: 1 };
        await store.novels.applyCommand(fence, newChange({ set: { status: "paused" } }));
        const first = await store.novels.list({ limit: 3 });
        expect(ids(first)).toEqual([5, 4, 3].map(novelId));
        const second = await store.novels.list({ limit: 3, cursor: first.nextCursor ?? "" });
        expect(ids(second)).toEqual([2, 1].map(novelId));
        expect(ids(await store.novels.list({ limit: 9, status: "paused" }))).toEqual([novelId(4)]);
        const others = await store.novels.list({ limit: 2, status: "queued" });
        expect(ids(others)).toEqual([5, 3].map(novelId));
      });

      test("another owner's cursor shows nothing of that owner", async () => {
        await acceptMany(1, 3);
        await acceptNovel(store, { id: novelId(9), owner: "owner-2" });
        const { nextCursor } = await store.novels.list({ owner: "owner-1", limit: 1 });
        const cursor = nextCursor ?? undefined;
        const page = await store.novels.list({ owner: "owner-2", limit: 10, cursor });
        expect(page).toEqual({ items: [], nextCursor: null });
      });

      test.each(["", "x", "null", "__proto__", novelId(1), "💥", "YWZ0ZXI6", "AAAA", "{}"])(
        "a cursor that no page gave is refused by name: %j",
        async (cursor) => {
          await acceptMany(1, 2);
          await expect(
            store.novels.list({ owner: "owner-1", limit: 1, cursor }),
          ).rejects.toMatchObject({
            name: "ProblemError",
            code: "invalid-input",
            errors: [{ path: "cursor" }],
          });
        },
      );

      test("a cursor with something added is refused", async () => {
        await acceptMany(1, 2);
        const { nextCursor } = await store.novels.list({ owner: "owner-1", limit: 1 });
        const cursor = `${nextCursor}=`;
        await expect(
          store.novels.list({ owner: "owner-1", limit: 1, cursor }),
        ).rejects.toMatchObject({ code: "invalid-input" });
      });
    });

    describe("countByStatus", () => {
      test("an empty Store has no novel in any status", async () => {
        expect(await store.novels.countByStatus()).toEqual({});
      });

      test("every owner's novels are counted under their present status", async () => {
        for (const [index, status] of [...novelStatuses, "writing" as const].entries())
          await acceptNovel(store, { id: novelId(index), owner: `owner-${index}`, status });
        const each = new Map<string, number>(novelStatuses.map((status) => [status, 1]));
        each.set("writing", 2);
        expect(await store.novels.countByStatus()).toEqual(Object.fromEntries(each));

        const fence = { id: novelId(novelStatuses.indexOf("queued")), lastSeq: 1 };
        await store.novels.applyCommand(fence, newChange({ set: { status: "paused" } }));
        each.delete("queued");
        each.set("paused", 2);
        expect(await store.novels.countByStatus()).toEqual(Object.fromEntries(each));
      });
    });
  });
}
