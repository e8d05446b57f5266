import { describe, expect, test } from "vitest";
import type { AuditRecord } from "./audit.ts";
import { openEach } from "./open-each.fixture.ts";
import { acceptNovel, moment, newChange, novelId, type OpenStore } from "./records.fixture.ts";
import type { Store } from "./store.ts";

/** What an operator did to the first novel, unless told otherwise. */
export function newAudit(record: Partial<AuditRecord> = {}): AuditRecord {
  return {
    at: moment(1),
    actor: "night-shift",
    action: "novel.pause",
    target: novelId(1),
    before: { status: "queued", hold: null },
    after: { status: "paused", hold: null, $set: 1, "a.b": [true] },
    requestId: "request-2",
    traceId: "0af7651916cd43dd8448eb211c80319c",
    ...record,
  };
}

/** What an adapter promises of the audit log. */
export function auditStoreContract(name: string, open: OpenStore): void {
  describe(`the audit log of ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    /** Gives the novel a command in an operator's name. */
    async function command(lastSeq: number, record: Partial<AuditRecord> = {}) {
      const fence = { id: novelId(1), lastSeq };
      return store.novels.applyCommand(fence, newChange(), newAudit(record));
    }
    const seqs = async (limit = 100) =>
      (await store.audit.list({ limit })).items.map(({ seq }) => seq);

    test("an entry comes with the change that it tells of, as it was given", async () => {
      await acceptNovel(store);
      expect(await store.audit.list({ limit: 1 })).toEqual({ items: [], nextCursor: null });
      expect(await command(1)).toMatchObject({ outcome: "committed" });
      expect(await store.audit.list({ limit: 1 })).toEqual({
        items: [{ seq: 1, ...newAudit() }],
        nextCursor: null,
      });
    });

    test("where nothing is changed nothing is written, and no number is used up", async () => {
      await acceptNovel(store);
      expect(await command(7)).toEqual({ outcome: "stale" });
      expect(await seqs()).toEqual([]);
      await command(1);
      await store.novels.applyCommand({ id: novelId(1), lastSeq: 2 }, newChange());
      expect(await command(2)).toEqual({ outcome: "stale" });
      await command(3, { before: null, after: null, target: null });
      expect(await seqs()).toEqual([2, 1]);
      const [newest] = (await store.audit.list({ limit: 1 })).items;
      expect(newest).toMatchObject({ before: null, after: null, target: null });
    });

    test("operators at once get numbers without gaps, each his own", async () => {
      const ids = [1, 2, 3, 4, 5, 6].map(novelId);
      for (const [n, id] of ids.entries()) await acceptNovel(store, { id, owner: `owner-${n}` });
      await Promise.all(
        ids.map((id) =>
          store.novels.applyCommand({ id, lastSeq: 1 }, newChange(), newAudit({ target: id })),
        ),
      );
      const { items } = await store.audit.list({ limit: 100 });
      expect(items.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
      expect(new Set(items.map(({ target }) => target))).toEqual(new Set(ids));
    });

    test("entries are listed newest first, page by page", async () => {
      await acceptNovel(store);
      for (let n = 1; n <= 12; n += 1) await command(n);
      const first = await store.audit.list({ limit: 10 });
      expect(first.items.map(({ seq }) => seq)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
      const second = await store.audit.list({ limit: 10, cursor: first.nextCursor ?? "" });
      expect(second.items.map(({ seq }) => seq)).toEqual([2, 1]);
      expect(second.nextCursor).toBeNull();
    });

    test("a cursor of another list is refused", async () => {
      await acceptNovel(store, { id: novelId(1) });
      await acceptNovel(store, { id: novelId(2) });
      const { nextCursor } = await store.novels.list({ limit: 1 });
      for (const cursor of ["x", nextCursor ?? ""])
        await expect(store.audit.list({ limit: 1, cursor })).rejects.toMatchObject({
          code: "invalid-input",
        });
    });
  });
}
