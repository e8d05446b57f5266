import { setTimeout as sleep } from "node:timers/promises";
import { Seeded } from "#test/chaos/seeded.ts";
import { until } from "#test/harness/until.ts";
import type { Answer, Fleet } from "./fleet.ts";
import type { RotationReport } from "./rotation-report.ts";

/** What the operator's programs bear; whoever rotates a token gives it to them. */
export interface Credentials {
  metricsToken: string;
  adminToken: string;
}

const visitors = 3;
const betweenMs = 100;
/** One request of so many asks for another novel. */
const novelsShare = 1 / 30;

/**
 * Visitors who ask for novels and read them, an operator and a scraper, without a pause until `end`;
 * every answer is checked.
 */
export class SteadyLoad {
  readonly #fleet: Fleet;
  readonly #report: RotationReport;
  readonly #credentials: Credentials;
  readonly #ending = new AbortController();
  readonly #running: Promise<unknown>[];
  /** Novels by the cookie of whose they are. */
  readonly #novels = new Map<string, () => string>();
  #sent = 0;

  constructor(options: {
    fleet: Fleet;
    report: RotationReport;
    credentials: Credentials;
    seed: number;
  }) {
    this.#fleet = options.fleet;
    this.#report = options.report;
    this.#credentials = options.credentials;
    const seed = new Seeded(options.seed);
    this.#running = [
      ...Array.from({ length: visitors }, (_, index) => this.#visit(seed.branch(), index)),
      this.#operate(),
      this.#scrape(),
    ];
  }

  get sent(): number {
    return this.#sent;
  }

  get novels(): number {
    return this.#novels.size;
  }

  /** Asks for nothing more, and resolves once every novel came to its end. */
  async end(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running);
    for (const [id, cookie] of this.#novels) await this.#finish(id, cookie);
  }

  async #finish(id: string, cookie: () => string): Promise<void> {
    const read = async (path: string) =>
      JSON.parse((await this.#fleet.send(path, { headers: { cookie: cookie() } })).text) as unknown;
    let status = "";
    await until(`novel ${id} ends`, async () => {
      ({ status } = (await read(`/api/novel/${id}`)) as { status: string });
      return ["completed", "failed", "paused"].includes(status);
    }).catch(() => undefined);
    this.#report.check("novels", status === "completed", `${id} is ${status}`);
    const { calls } = (await read(`/api/novel/${id}/metrics`)) as {
      calls?: { total: number; succeeded: number };
    };
    const lost = calls && calls.total - calls.succeeded;
    this.#report.check("calls", lost === 0, `${id}: lost ${lost} of ${calls?.total} calls`);
  }

  async #visit(seed: Seeded, index: number): Promise<void> {
    let cookie = "";
    const own: string[] = [];
    const ask = async (method: string, path: string, json?: unknown): Promise<Answer> => {
      const headers = { cookie, ...(json !== undefined && { "content-type": "application/json" }) };
      const body = json === undefined ? null : JSON.stringify(json);
      const answer = await this.#counted(method, path, { method, headers, body });
      cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
      return answer;
    };
    const ownerOf = ({ text }: Answer) => (JSON.parse(text) as { owner?: string }).owner;
    const write = async () => {
      const { status, text } = await ask("POST", "/api/novel", {
        title: `The Page of Clerk ${index + 1}.${own.length + 1}`,
        premise: "An archivist finds a page in her archive that nobody has written yet.",
        genre: "mystery",
        targetWordCount: 500,
        targetChapters: 1,
      });
      if (status !== 202) return;
      const { id } = JSON.parse(text) as { id: string };
      own.push(id);
      this.#novels.set(id, () => cookie);
    };
    const owner = ownerOf(await ask("GET", "/api/me"));
    await write();
    await this.#untilEnd(async () => {
      if (seed.chance(novelsShare)) return write();
      const id = own.length === 0 ? undefined : seed.pick(own);
      const reads = id === undefined ? [] : ["", "/events", "/metadata", "/metrics", "/trace"];
      const path = seed.pick([
        "/api/me",
        "/api/novel",
        ...reads.map((of) => `/api/novel/${id}${of}`),
      ]);
      const answer = await ask("GET", path);
      if (path !== "/api/me" || answer.status !== 200) return undefined;
      const holds = ownerOf(answer) === owner;
      return this.#report.check("sessions", holds, `visitor ${index + 1} is another owner`);
    });
  }

  async #operate(): Promise<void> {
    await this.#untilEnd(async () => {
      const [id] = this.#novels.keys();
      if (id === undefined) return;
      const headers = { authorization: `Bearer ${this.#credentials.adminToken}` };
      await this.#counted("GET", `/internal/novels/${id}`, { headers });
    });
  }

  async #scrape(): Promise<void> {
    await this.#untilEnd(async () => {
      const headers = { authorization: `Bearer ${this.#credentials.metricsToken}` };
      for (const { status } of await this.#fleet.sendAll("/metrics", { headers })) {
        this.#sent += 1;
        this.#report.check("requests", status === 200, `GET /metrics: ${status}`);
      }
    }, 250);
  }

  async #untilEnd(act: () => Promise<void>, everyMs = betweenMs): Promise<void> {
    while (!this.#ending.signal.aborted) {
      await act();
      await sleep(everyMs);
    }
  }

  /** Sends a request; one that is not answered counts as failed too, and reads as status 0. */
  async #counted(method: string, path: string, init: RequestInit): Promise<Answer> {
    this.#sent += 1;
    try {
      const answer = await this.#fleet.send(path, init);
      const fine = answer.status < 400;
      this.#report.check("requests", fine, `${method} ${path}: ${answer.status} ${answer.text}`);
      return answer;
    } catch (error) {
      this.#report.check("requests", false, `${method} ${path}: ${String(error)}`);
      return { status: 0, headers: new Headers(), text: "{}" };
    }
  }
}
