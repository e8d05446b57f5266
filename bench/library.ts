import type { EventDraft, NovelEvent } from "#/contract/event.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import { numberEvents } from "#/ports/store/number-events.ts";
import { newNovel } from "#/ports/store/records.fixture.ts";
import { Seeded } from "#test/chaos/seeded.ts";

/** How much a Store is filled with. Every novel has `events / novels` events. */
export interface LibrarySize {
  novels: number;
  events: number;
}

/** Every owner has a shelf of this many novels, the two newest of them queued, the rest at an end. */
export const shelf = { novels: 20, queued: 2 };

/** The smallest library there can be: one shelf of novels like all others. Stands for an empty Store. */
export function oneShelf({ novels, events }: LibrarySize): LibrarySize {
  return { novels: shelf.novels, events: (events / novels) * shelf.novels };
}

const chapters = 12;
const begin = Date.UTC(2026, 0, 1);

/**
 * A library that is the same each time: the `n`th novel is made of `n` alone. An owner's novels lie
 * scattered over the whole library, as those of someone who comes back now and then.
 */
export function createLibrary(size: LibrarySize) {
  const owners = size.novels / shelf.novels;
  const ownerOf = (n: number) => `owner-${(n % owners).toString().padStart(6, "0")}`;
  const isQueued = (n: number) => Math.floor(n / owners) >= shelf.novels - shelf.queued;

  const eventsPerNovel = size.events / size.novels;

  return {
    size,
    eventsPerNovel,

    novel(n: number): NovelRecord {
      const seeded = new Seeded(n);
      const title = words(seeded, 3);
      const createdAt = new Date(begin + n * 60_000).toISOString();
      const queued = isQueued(n);
      const accepted = newNovel({
        id: novelId(n),
        owner: ownerOf(n),
        idempotencyKey: `key-${n}`,
        bodyHash: hex(seeded, 64),
        requestId: hex(seeded, 32),
        traceparent: `00-${hex(seeded, 32)}-${hex(seeded, 16)}-01`,
        title,
        params: {
          title,
          premise: words(seeded, 80),
          genre: "mystery",
          targetWordCount: 2_000 * chapters,
          targetChapters: chapters,
          humanLikeWriting: false,
          reviewOutline: false,
        },
        status: queued ? "queued" : "completed",
        step: queued ? "analysis" : null,
        // Queued novels too: only rows of one size can be compared.
        chapters: Array.from({ length: chapters }, (_, index) => ({
          number: index + 1,
          title: words(seeded, 3),
          status: "completed",
          words: seeded.whole(1_860, 2_140),
          targetWords: 2_000,
          revision: 1,
          attempts: 1,
        })),
        createdAt,
      });
      return {
        ...accepted,
        epoch: 0,
        lease: null,
        lastSeq: eventsPerNovel,
        firstSeq: 1,
        spentNanoUsd: 0,
        reservedNanoUsd: 0,
        updatedAt: createdAt,
      };
    },

    events({ id, lastSeq, createdAt, requestId }: NovelRecord): NovelEvent[] {
      const seeded = new Seeded(lastSeq);
      const cause = { traceId: hex(seeded, 32), requestId };
      const drafts = Array.from({ length: lastSeq }, (_, index) => eventDraft(seeded, index));
      return numberEvents({ id, lastSeq: 0 }, { at: createdAt, cause, events: drafts });
    },

    /** Any novel of the library, by chance. */
    anyId: (chance: Seeded) => novelId(chance.whole(0, size.novels - 1)),
    anyQueuedId: (chance: Seeded) =>
      novelId(chance.whole(size.novels - shelf.queued * owners, size.novels - 1)),
    anyOwner: (chance: Seeded) => ownerOf(chance.whole(0, owners - 1)),
  };
}

export type Library = ReturnType<typeof createLibrary>;

/** A UUIDv7: sorts by number. */
function novelId(n: number): string {
  const time = (begin + n * 60_000).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

function eventDraft(seeded: Seeded, index: number): EventDraft {
  const number = 1 + Math.floor(index / 2);
  const title = words(seeded, 3);
  const told = { number, title, targetWords: 2_000 };
  return index % 2 === 0
    ? { type: "chapter.started", data: { ...told, attempt: 1 } }
    : {
        type: "chapter.completed",
        data: { ...told, revision: 1, words: seeded.whole(1_860, 2_140), costUsd: 0.012 },
      };
}

const syllables = ["ba", "del", "fi", "gor", "ka", "lum", "na", "pre", "sil", "tor", "ve", "zan"];

function words(seeded: Seeded, count: number): string {
  const word = () => Array.from({ length: seeded.whole(2, 4) }, () => pick(seeded, syllables));
  return Array.from({ length: count }, () => word().join("")).join(" ");
}

function hex(seeded: Seeded, length: number): string {
  return Array.from({ length }, () => seeded.whole(0, 15).toString(16)).join("");
}

function pick<T>(seeded: Seeded, items: readonly T[]): T {
  return items[seeded.whole(0, items.length - 1)] as T;
}
