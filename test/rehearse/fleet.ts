import { patienceMs } from "#test/harness/patience.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";

type Kind = "api" | "worker";

interface Member {
  kind: Kind;
  running: RunningColophon;
  underWay: number;
  leaving: boolean;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** The processes of one Colophon, and the balancer before them: what leaves gets no new request. */
export class Fleet {
  /** Ends that were no drain. */
  readonly accidents: string[] = [];
  readonly #env: () => Record<string, string>;
  readonly #started: RunningColophon[] = [];
  #members: Member[] = [];
  #turn = 0;

  /** `env` is asked at each start. */
  constructor(env: () => Record<string, string>) {
    this.#env = env;
  }

  /** What every process said that ever was. */
  get logs(): string[] {
    return this.#started.map(({ logs }) => logs());
  }

  /** What those say that are there now, by kind. */
  logsOf(kind: Kind): string[] {
    return this.#there(kind).map(({ running }) => running.logs());
  }

  urls(kind?: Kind): string[] {
    return this.#there(kind).map(({ running }) => running.url);
  }

  async start(kind: Kind): Promise<void> {
    const running = await startColophon({
      command: [process.execPath, `src/processes/${kind}.ts`],
      env: this.#env(),
    });
    this.#started.push(running);
    this.#members.push({ kind, running, underWay: 0, leaving: false });
  }

  /** Sends a request to the API processes in turn. */
  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const apis = this.#there("api");
    this.#turn += 1;
    return this.#ask(apis[this.#turn % apis.length], path, init);
  }

  /** Sends a request to each process of a kind, or to all. */
  async sendAll(path: string, init: RequestInit = {}, kind?: Kind): Promise<Answer[]> {
    return Promise.all(this.#there(kind).map((member) => this.#ask(member, path, init)));
  }

  /**
   * A rolling restart, one by one: the new process is ready before the old one gets no more requests;
   * that one ends what is under way, and is drained. Rejects, all old ones that are left in place, when a
   * new process does not start.
   */
  async restart(): Promise<void> {
    for (const old of this.#there()) {
      await this.start(old.kind);
      old.leaving = true;
      await until(`${old.kind} has answered all`, () => old.underWay === 0);
      const code = await old.running.stop().catch((error: unknown) => String(error));
      if (code !== 0) this.accidents.push(`${old.kind} ended with ${code ?? "a signal"}`);
      this.#members = this.#members.filter((member) => member !== old);
    }
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#members.map(({ running }) => running.stop()));
  }

  #there(kind?: Kind): Member[] {
    return this.#members.filter(
      (member) => !member.leaving && (kind === undefined || member.kind === kind),
    );
  }

  async #ask(member: Member | undefined, path: string, init: RequestInit): Promise<Answer> {
    if (member === undefined) throw new Error("there is no process to ask");
    member.underWay += 1;
    try {
      const response = await fetch(member.running.url + path, {
        ...init,
        signal: AbortSignal.timeout(patienceMs),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } finally {
      member.underWay -= 1;
    }
  }
}
