import { setTimeout as sleep } from "node:timers/promises";
import type { AcceptedNovel } from "./check-novel.ts";
import type { Client } from "./client.ts";
import type { Seeded } from "./seeded.ts";
import { type Wish, bodyOf } from "./wish.ts";

export interface CustomerOptions {
  client: Client;
  seed: Seeded;
  /** The novel to ask for next; undefined while there is no wish. */
  wish: () => Wish | undefined;
  /** Called with each novel once it is accepted. */
  accepted: (novel: AcceptedNovel) => void;
  /** How many events of a novel were seen. */
  eventsOf: (novelId: string) => number;
  paused: (novel: AcceptedNovel) => void;
  resumed: (novel: AcceptedNovel) => void;
  /** The share of novels that are paused once and resumed. */
  pausedShare: number;
}

/** How long a pause waits for the event after which it is sent. */
const pauseWithinMs = 20_000;

/** And how long it lasts at most. */
const longestPauseMs = 10_000;

/**
 * Someone who asks for novels, one after the other, and for each until it is accepted, whatever
 * happens to the server meanwhile; some are paused under way and resumed later.
 */
export class Customer {
  readonly #options: CustomerOptions;
  readonly #pauses = new Map<string, number>();
  #leaving = false;

  constructor(options: CustomerOptions) {
    this.#options = options;
  }

  /** How many pauses of a novel were answered with 200. */
  pausesOf(novelId: string): number {
    return this.#pauses.get(novelId) ?? 0;
  }

  /** Asks for novels from now on. Resolves once it has left and all that it had begun is done. */
  async begin(): Promise<void> {
    const { wish, accepted, seed, pausedShare } = this.#options;
    const interruptions: Promise<void>[] = [];
    while (!this.#leaving) {
      const wanted = wish();
      if (wanted === undefined) {
        await sleep(15);
        continue;
      }
      const novel = await this.#post(wanted);
      accepted(novel);
      const own = seed.branch();
      if (own.chance(pausedShare)) interruptions.push(this.#interrupt(novel, own));
    }
    await Promise.all(interruptions);
  }

  /** Asks for nothing more. */
  leave(): void {
    this.#leaving = true;
  }

  async #post(wish: Wish): Promise<AcceptedNovel> {
    const { title, chapters } = wish;
    const { status, text } = await this.#options.client.insist("POST", "/api/novel", {
      headers: { "idempotency-key": title.replaceAll(" ", "-") },
      body: bodyOf(wish),
    });
    if (status !== 202) throw new Error(`POST /api/novel: ${status} ${text}`);
    return { id: (JSON.parse(text) as { id: string }).id, title, chapters };
  }

  /** Pauses a novel at some point of its making, and resumes it a moment later. */
  async #interrupt(novel: AcceptedNovel, seed: Seeded): Promise<void> {
    const { client, eventsOf, paused, resumed } = this.#options;
    const { id } = novel;
    const start = performance.now();
    const after = seed.whole(2, 7);
    const end = performance.now() + pauseWithinMs;
    while (eventsOf(id) < after && performance.now() < end) await sleep(10);
    await sleep(seed.whole(0, 150));
    const { status } = await client.insist("POST", `/api/novel/${id}/pause`);
    paused(novel);
    if (status === 200) this.#pauses.set(id, this.pausesOf(id) + 1);
    // Long enough for a step to end meanwhile, on a slow machine too.
    const lastedMs = performance.now() - start;
    await sleep(Math.min(longestPauseMs, seed.next() * lastedMs));
    // Also where the pause was refused or its answer lost: 409 says that there is nothing to lift.
    await client.insist("POST", `/api/novel/${id}/resume`);
    resumed(novel);
  }
}
