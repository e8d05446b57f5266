import { describe, expect, test } from "vitest";
import type { ApiKeyRecord } from "./accounts.ts";
import { newAudit } from "./audit.contract.ts";
import { openEach } from "./open-each.fixture.ts";
import { acceptAndClaim, moment, newNovel, novelId, type OpenStore } from "./records.fixture.ts";
import { newSession } from "./sessions.contract.ts";
import type { Store } from "./store.ts";

const hash = (letter: string) => letter.repeat(64);

/** A key of `owner-1`, unless told otherwise. */
export function newKey(n: number, more: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  return {
    id: novelId(n),
    hash: n.toString(16).padStart(64, "0"),
    owner: "owner-1",
    scopes: ["novels:read"],
    createdAt: moment(0),
    expiresAt: moment(60),
    ...more,
  };
}

/** What an adapter promises of owners' accounts. */
export function accountStoreContract(name: string, open: OpenStore): void {
  describe(`accounts of ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    test("a recovery hash leads to its owner, and no other does", async () => {
      const { accounts } = store;
      expect(await accounts.recovery("owner-1")).toBeUndefined();
      await accounts.setRecovery(newSession(), { hash: hash("a"), createdAt: moment(0) });
      await accounts.setRecovery(newSession({ owner: "owner-2" }), {
        hash: hash("b"),
        createdAt: moment(1),
      });
      expect(await accounts.ownerByRecovery(hash("a"))).toMatchObject({ owner: "owner-1" });
      expect(await accounts.ownerByRecovery(hash("b"))).toMatchObject({ owner: "owner-2" });
      expect(await accounts.ownerByRecovery(hash("c"))).toBeUndefined();
      const kept = { hash: hash("a"), createdAt: moment(0) };
      expect(await accounts.recovery("owner-1")).toEqual(kept);
    });

    test("a new recovery hash replaces the old one, which leads nowhere then", async () => {
      const { accounts } = store;
      await accounts.setRecovery(newSession(), { hash: hash("a"), createdAt: moment(0) });
      await accounts.setRecovery(newSession(), { hash: hash("b"), createdAt: moment(1) });
      expect(await accounts.ownerByRecovery(hash("a"))).toBeUndefined();
      expect(await accounts.ownerByRecovery(hash("b"))).toMatchObject({ owner: "owner-1" });
      expect(await accounts.recovery("owner-1")).toMatchObject({ createdAt: moment(1) });
    });

    test("an owner who has novels under way gets a recovery hash, and they go on", async () => {
      const { accounts, novels } = store;
      const { id, owner } = await acceptAndClaim(store);
      await accounts.setRecovery(newSession({ owner }), { hash: hash("a"), createdAt: moment(0) });
      expect(await accounts.ownerByRecovery(hash("a"))).toMatchObject({ owner });
      await novels.accept(newNovel({ id: novelId(2), owner }), {
        cause: { traceId: "t", requestId: "r" },
        events: [{ type: "novel.queued", data: { title: "The Salt Road" } }],
      });
      expect(await novels.beat({ id, epoch: 1 })).toBeDefined();
      expect(await accounts.ownerByRecovery(hash("a"))).toMatchObject({ owner });
    });

    test("a key is found by its hash, as it was added, until it is deleted", async () => {
      const { accounts } = store;
      const key = newKey(1, { scopes: ["novels:read", "novels:write"] });
      await accounts.addKey(key, newAudit());
      expect(await accounts.keyByHash(key.hash)).toEqual(key);
      expect(await accounts.key(key.id)).toEqual(key);
      expect(await accounts.keyByHash(hash("f"))).toBeUndefined();
      expect(await accounts.deleteKey(key.id, newAudit())).toBe(true);
      expect(await accounts.deleteKey(key.id, newAudit())).toBe(false);
      expect(await accounts.keyByHash(key.hash)).toBeUndefined();
      expect(await accounts.key(key.id)).toBeUndefined();
    });

    test("each key that comes or goes is an entry of the audit log, and none that did not", async () => {
      const { accounts, audit } = store;
      await accounts.addKey(newKey(1), newAudit({ target: "came" }));
      await accounts.deleteKey(novelId(1), newAudit({ target: "went" }));
      await accounts.deleteKey(novelId(1), newAudit({ target: "was gone" }));
      await expect(accounts.addKey(newKey(2, { hash: "x" }), newAudit())).resolves.toBeUndefined();
      await expect(accounts.addKey(newKey(3, { hash: "x" }), newAudit())).rejects.toThrow(
        /unique|duplicate/i,
      );
      const { items } = await audit.list({ limit: 10 });
      expect(items.map(({ seq, target }) => [seq, target])).toEqual([
        [3, novelId(1)],
        [2, "went"],
        [1, "came"],
      ]);
    });

    test("of many keys it is told which are left", async () => {
      const { accounts } = store;
      for (const n of [1, 2, 3]) await accounts.addKey(newKey(n), newAudit());
      await accounts.deleteKey(novelId(2), newAudit());
      const ids = [1, 2, 3, 4].map(novelId);
      expect(await accounts.keysLeft(ids)).toEqual(new Set([novelId(1), novelId(3)]));
      expect(await accounts.keysLeft([])).toEqual(new Set());
    });

    test("keys are listed newest first, page by page, of all owners or of one", async () => {
      const { accounts } = store;
      for (const n of [1, 2, 3, 4])
        await accounts.addKey(newKey(n, { owner: n === 2 ? "owner-2" : "owner-1" }), newAudit());
      const ids = ({ items }: { items: ApiKeyRecord[] }) => items.map(({ id }) => id);
      const first = await accounts.keys({ limit: 3 });
      expect(ids(first)).toEqual([novelId(4), novelId(3), novelId(2)]);
      const second = await accounts.keys({ limit: 3, cursor: first.nextCursor ?? "" });
      expect(ids(second)).toEqual([novelId(1)]);
      expect(second.nextCursor).toBeNull();
      expect(ids(await accounts.keys({ owner: "owner-2", limit: 3 }))).toEqual([novelId(2)]);
      expect(await accounts.keys({ owner: "owner-1", limit: 3 })).toMatchObject({
        nextCursor: null,
      });
      await expect(accounts.keys({ limit: 1, cursor: "x" })).rejects.toMatchObject({
        code: "invalid-input",
      });
    });
  });
}
