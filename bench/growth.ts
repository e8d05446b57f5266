import type { Store } from "#/ports/store/store.ts";
import { Seeded } from "#test/chaos/seeded.ts";
import { type Library, type LibrarySize, createLibrary, oneShelf, shelf } from "./library.ts";
import { median } from "./spread.ts";

/** What is measured. Each tells how many rows it read, so that an empty answer is not taken for a fast one. */
export interface Operations {
  /** The first page of an owner's novels. */
  list(owner: string, limit: number): Promise<number>;
  get(id: string): Promise<number>;
  /** What someone who saw the first `after` events has missed. */
  catchUp(novelId: string, after: number): Promise<number>;
  runnable(limit: number): Promise<number>;
  /** The epoch that the claim brought. */
  claim(id: string): Promise<number>;
}

/** A filled Store, and the bare driver on connections of its own. */
export interface FilledStore {
  store: Store;
  bare: Operations;
  /** What was filled in, and what that took. */
  filled: string;
  /** Closes the connections and removes the data. */
  close(): Promise<void>;
}

interface Side {
  library: Library;
  operations: Operations;
  /** Gives claimed novels back. */
  store: Store;
}

const warmUps = 3;
const rounds = 20;
const pageSize = 20;
/** Later than all that waits. */
const at = "2030-01-01T00:00:00.000Z";
const activePerOwner = 3;

/**
 * What an operation costs in a large Store beside the same one in a Store with one shelf, through the
 * port and by the bare driver: four sides, in turns, in one run. Novels are drawn by chance, so that
 * what lies in no cache is asked for too.
 */
export async function measureGrowth(
  size: LibrarySize,
  fill: (library: Library) => Promise<FilledStore>,
  timesPerRound: number,
): Promise<[string, string][]> {
  const [smallLibrary, largeLibrary] = [createLibrary(oneShelf(size)), createLibrary(size)];
  await using closing = new AsyncDisposableStack();
  const small = closing.adopt(await fill(smallLibrary), ({ close }) => close());
  const large = closing.adopt(await fill(largeLibrary), ({ close }) => close());
  const sideOf = (library: Library, { store }: FilledStore, operations: Operations): Side => ({
    library,
    store,
    operations,
  });
  const sides = [
    sideOf(smallLibrary, small, throughPort(small.store)),
    sideOf(largeLibrary, large, throughPort(large.store)),
    sideOf(smallLibrary, small, small.bare),
    sideOf(largeLibrary, large, large.bare),
  ];
  const figures: [string, string][] = [["filled in bulk", large.filled]];
  for (const [figure, operation] of Object.entries(operations))
    figures.push([figure, compare(await takeTurns(sides, operation, timesPerRound))]);
  return figures;
}

interface Operation {
  draw(library: Library, chance: Seeded): string;
  run(operations: Operations, drawn: string, library: Library): Promise<number>;
  /** How many rows it must have read. */
  rows?(library: Library): number;
  undo?(store: Store, drawn: string, result: number): Promise<void>;
}

/** About the last two fifths of the log are missed. */
const seenBefore = (library: Library) => Math.floor(0.6 * library.eventsPerNovel);

const operations: Record<string, Operation> = {
  "list: a page of 20 novels": {
    draw: (library, chance) => library.anyOwner(chance),
    run: (side, owner) => side.list(owner, pageSize),
    rows: () => pageSize,
  },
  "get: a novel": {
    draw: (library, chance) => library.anyId(chance),
    run: (side, id) => side.get(id),
    rows: () => 1,
  },
  "catch-up: the last two fifths of a log": {
    draw: (library, chance) => library.anyId(chance),
    run: (side, id, library) => side.catchUp(id, seenBefore(library)),
    rows: (library) => library.eventsPerNovel - seenBefore(library),
  },
  "runnable: the two that waited longest": {
    draw: () => "",
    run: (side) => side.runnable(shelf.queued),
    rows: () => shelf.queued,
  },
  "claim: a queued novel": {
    draw: (library, chance) => library.anyQueuedId(chance),
    run: (side, id) => side.claim(id),
    undo: (store, id, epoch) => store.novels.release({ id, epoch }, { at, outcome: "stopped" }),
  },
};

/** The milliseconds of each call, side by side. */
async function takeTurns(
  sides: readonly Side[],
  { draw, run, rows, undo }: Operation,
  timesPerRound: number,
): Promise<number[][]> {
  const chance = new Seeded(1);
  const taken = sides.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round += 1)
    for (const [index, side] of sides.entries()) {
      for (let time = 0; time < timesPerRound; time += 1) {
        const drawn = draw(side.library, chance);
        const start = performance.now();
        const result = await run(side.operations, drawn, side.library);
        const end = performance.now();
        if (round >= 0) taken[index]?.push(end - start);
        if (rows !== undefined && result !== rows(side.library))
          throw new Error(`${result} rows came instead of ${rows(side.library)}`);
        await undo?.(side.store, drawn, result);
      }
    }
  return taken;
}

function compare(taken: readonly number[][]): string {
  const micros = taken.map((times) => 1_000 * median(times));
  const [small = 0, large = 0, bareSmall = 0, bareLarge = 0] = micros;
  const growth = (from: number, to: number) =>
    `${(to / from).toFixed(2)} (${from.toFixed(0)} → ${to.toFixed(0)} µs)`;
  return `${growth(small, large)}; bare driver ${growth(bareSmall, bareLarge)}`;
}

function throughPort({ novels, log }: Store): Operations {
  const turn = { jobId: "novel-1", spanId: "00f067aa0ba902b7", startedAt: at };
  const claim = { holder: "worker-1", at, pins: { "draft-scene": 1 }, activePerOwner, turn };
  return {
    list: async (owner, limit) => (await novels.list({ owner, limit })).items.length,
    get: async (id) => ((await novels.get(id)) === undefined ? 0 : 1),
    catchUp: async (novelId, after) =>
      (await log.read({ novelId, after, limit: 500 }))?.items.length ?? 0,
    runnable: async (limit) =>
      (await novels.runnable({ at, furthest: at, limit, activePerOwner })).length,
    claim: async (id) => (await novels.claim(id, claim))?.epoch ?? 0,
  };
}
