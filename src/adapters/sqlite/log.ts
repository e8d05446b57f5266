import type { NovelEvent } from "#/contract/event.ts";
import type { LogStore } from "#/ports/store/log.ts";
import type { Connection } from "./connection.ts";

/** The log's section of the Store. */
export function createLog(connection: Connection): LogStore {
  // One statement, so that the events and the ends of the log are of one moment.
  const page = connection.prepare<{ first_seq: number; last_seq: number; doc: string | null }>(
    `select first_seq, last_seq, events.doc from novels
     left join events on events.novel_id = novels.id and events.seq > :after
     where novels.id = :novelId order by events.seq limit :limit`,
  );
  const heads = connection.prepare<{ id: string; last_seq: number }>(
    "select id, last_seq from novels where id in (select value from json_each(:ids))",
  );

  return {
    async read({ novelId, after, limit }) {
      const rows = page.all({ novelId, after, limit });
      const [first] = rows;
      if (first === undefined) return;
      const items = rows.flatMap(({ doc }) =>
        doc === null ? [] : [JSON.parse(doc) as NovelEvent],
      );
      return { items, lastSeq: first.last_seq, firstSeq: first.first_seq };
    },

    async heads(novelIds) {
      const rows = heads.all({ ids: JSON.stringify(novelIds) });
      return new Map(rows.map(({ id, last_seq }) => [id, last_seq]));
    },
  };
}
