import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type Question, ask } from "./ask.ts";
import type { Target } from "./target.ts";

/** What a novel is asked for with. */
export const wish = {
  title: "The Borrowed Page",
  premise: "An archivist finds a page in her archive that nobody has written yet.",
  genre: "mystery",
  targetWordCount: 1_000,
  targetChapters: 2,
};

type Wish = Partial<typeof wish & { reviewOutline: boolean }>;

/** Someone with a browser's cookie jar and no browser, who comes through the proxy. */
export class Person {
  readonly #target: Target;
  readonly #from: string | undefined;
  cookie = "";

  /** `from` is the loopback address that they come from. */
  constructor(target: Target, from?: string) {
    this.#target = target;
    this.#from = from;
  }

  async ask(path: string, question: Question = {}): Promise<Answer> {
    const answer = await ask(this.#target.origin, path, {
      ...(this.#from !== undefined && { from: this.#from }),
      ...question,
      headers: { ...(this.cookie !== "" && { cookie: this.cookie }), ...question.headers },
    });
    this.cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? this.cookie;
    return answer;
  }

  /** The owner that the session names. */
  async owner(): Promise<string> {
    return ownerIn(await this.ask("/api/me"));
  }

  /** Has a novel written, and tells its id. */
  async order(changes: Wish = {}): Promise<string> {
    const { status, text } = await this.ask("/api/novel", {
      method: "POST",
      body: { ...wish, ...changes },
    });
    if (status !== 202) throw new Error(`no novel was accepted: ${status} ${text}`);
    return (JSON.parse(text) as { id: string }).id;
  }

  /** Resolves once a novel has come so far; fails after a minute. */
  async waitFor(novel: string, status: string): Promise<void> {
    const end = performance.now() + 60_000;
    for (;;) {
      const { text } = await this.ask(`/api/novel/${novel}`);
      const now = (JSON.parse(text) as { status?: string }).status;
      if (now === status) return;
      if (performance.now() > end) throw new Error(`a novel is ${now} and not ${status}: ${text}`);
      await sleep(50);
    }
  }
}

/** The owner whom an answer of `/api/me` names; empty where it names none. */
export function ownerIn({ status, text }: Answer): string {
  return status === 200 ? (JSON.parse(text) as { owner: string }).owner : "";
}
