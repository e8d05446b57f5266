import { decodeCursor, encodeCursor } from "#/ports/store/cursor.ts";
import type { NovelStore } from "#/ports/store/novels.ts";
import type { Connection } from "./connection.ts";
import { toNovelRecord, type NovelRow } from "./novel-row.ts";

/** Sorts after every id. */
const endOfIds = "\u{10ffff}";

/** Pages of novels, each kind read along an index of its own. */
export function createNovelLists(connection: Connection): Pick<NovelStore, "list"> {
  const pageWhere = (condition: string) =>
    connection.prepare<NovelRow>(
      `select * from novels where ${condition}id < :before order by id desc limit :limit`,
    );
  const ofAll = { any: pageWhere(""), some: pageWhere("status = :status and ") };
  const ofOwner = {
    any: pageWhere("owner = :owner and "),
    some: pageWhere("owner = :owner and status = :status and "),
  };

  return {
    async list({ owner, status, limit, cursor }) {
      const pages = owner === undefined ? ofAll : ofOwner;
      const page = status === undefined ? pages.any : pages.some;
      const before = cursor === undefined ? endOfIds : decodeCursor(cursor);
      // One row more than asked for tells whether there is another page.
      const rows = page.all({
        before,
        limit: limit + 1,
        ...(owner !== undefined && { owner }),
        ...(status !== undefined && { status }),
      });
      const items = rows.slice(0, limit).map(toNovelRecord);
      const last = items.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { items, nextCursor: more ? encodeCursor(last.id) : null };
    },
  };
}
