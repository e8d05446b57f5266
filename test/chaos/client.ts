import { setTimeout as sleep } from "node:timers/promises";

/** What the harness knows of the API, read from its documents and not from its code. */
export interface NovelEvent {
  novelId: string;
  seq: number;
  type: string;
  at: string;
  data: { number?: number; retryAt?: string; reason?: string };
}

export interface Novel {
  id: string;
  title: string;
  status: string;
  statusReason: string | null;
  chapters: { number: number; title: string; status: string; words: number; targetWords: number }[];
}

export interface Chapter {
  number: number;
  title: string;
  revision: number;
  text: string;
  words: number;
}

export interface Metrics {
  cost: { usd: number };
  tokens: { input: number; output: number };
  calls: { total: number; succeeded: number; failed: number; unknown: number };
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

interface Sending {
  body?: unknown;
  headers?: Record<string, string>;
  /** Without the cookie. */
  anonymous?: boolean;
}

/** How long a request may take before it counts as lost. */
const answerWithinMs = 20_000;

/** Someone who uses the API with one cookie, and does not give up when the server is killed. */
export class Client {
  #url = "";
  #cookie = "";

  /** Goes on at another address, as after a restart on another port. */
  moveTo(url: string): void {
    this.#url = url;
  }

  get url(): string {
    return this.#url;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /** Sends a request once; rejects when no answer comes. */
  async send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const { body, headers = {}, anonymous = false } = sending;
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...(anonymous || this.#cookie === "" ? {} : { cookie: this.#cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const text = await response.text();
    if (!anonymous)
      this.#cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? this.#cookie;
    return { status: response.status, headers: response.headers, text };
  }

  /** Sends a request again and again until an answer comes, over kills and restarts. */
  async insist(
    method: string,
    path: string,
    sending: Sending = {},
    withinMs = 180_000,
  ): Promise<Answer> {
    const end = performance.now() + withinMs;
    for (;;) {
      try {
        const answer = await this.send(method, path, sending);
        if (answer.status < 500 || performance.now() > end) return answer;
      } catch (error) {
        if (performance.now() > end) throw error;
      }
      await sleep(20);
    }
  }

  /** Reads JSON; undefined when it is not there. */
  async read<T>(path: string): Promise<T | undefined> {
    const { status, text } = await this.insist("GET", path);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** Every novel of this owner's. */
  async novels(): Promise<Novel[]> {
    const novels: Novel[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { items: Novel[]; nextCursor: string | null } | undefined = await this.read(
        `/api/novel?limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      novels.push(...(page?.items ?? []));
      cursor = page?.nextCursor ?? null;
    }
    return novels;
  }

  /** The log of a novel, as many events as there are after each other. */
  async events(novelId: string): Promise<NovelEvent[]> {
    const events: NovelEvent[] = [];
    for (;;) {
      const after = events.at(-1)?.seq ?? 0;
      const page = await this.read<{ items: NovelEvent[] }>(
        `/api/novel/${novelId}/events?limit=500&after=${after}`,
      );
      if (page === undefined || page.items.length === 0) return events;
      events.push(...page.items);
    }
  }
}
