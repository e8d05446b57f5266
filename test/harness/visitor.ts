import { setTimeout as sleep } from "node:timers/promises";
import type { EventPage, NovelEvent } from "#/contract/event.ts";
import type { NovelInput, NovelView } from "#/contract/novel.ts";
import { patienceMs } from "./patience.ts";

/** Someone with a browser's cookie jar and no browser. */
export interface Visitor {
  /** The `Cookie` header; empty before the first answer. */
  cookie(): string;
  get<T>(path: string): Promise<T>;
  send(method: string, path: string, body?: unknown): Promise<Response>;
  createNovel(input: Partial<NovelInput>): Promise<NovelView>;
  /** The whole log of a novel. */
  events(novelId: string): Promise<NovelEvent[]>;
  /** Resolves with the log once it holds an event of this type; fails after `withinMs`. */
  eventsUntil(novelId: string, type: string, withinMs?: number): Promise<NovelEvent[]>;
  /** Goes on at another address, as after a restart on another port. */
  moveTo(url: string): void;
}

/** A visitor of the Colophon at `url`. */
export function visit(url: string): Visitor {
  let base = url;
  let cookie = "";

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(cookie === "" ? {} : { cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
    return response;
  }

  async function answered<T>(response: Response): Promise<T> {
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  const get = async <T>(path: string) => answered<T>(await send("GET", path));

  async function events(novelId: string): Promise<NovelEvent[]> {
    const items: NovelEvent[] = [];
    for (;;) {
      const page = await get<EventPage>(
        `/api/novel/${novelId}/events?limit=500&after=${items.length}`,
      );
      items.push(...page.items);
      if (items.length >= page.lastSeq) return items;
    }
  }

  return {
    cookie: () => cookie,
    get,
    send,
    events,
    createNovel: async (input) =>
      answered<NovelView>(
        await send("POST", "/api/novel", {
          title: "The Borrowed Page",
          premise: "An archivist finds a page in her archive that nobody has written yet.",
          genre: "mystery",
          targetWordCount: 2_000,
          targetChapters: 2,
          ...input,
        }),
      ),
    async eventsUntil(novelId, type, withinMs = patienceMs) {
      const end = performance.now() + withinMs;
      for (;;) {
        const items = await events(novelId);
        if (items.some((event) => event.type === type)) return items;
        if (performance.now() > end)
          throw new Error(`no ${type} came; the log ends with ${items.at(-1)?.type ?? "nothing"}`);
        await sleep(30);
      }
    },
    moveTo(next) {
      base = next;
    },
  };
}
