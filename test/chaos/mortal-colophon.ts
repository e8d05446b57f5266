import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type RunningColophon, StartRefused, startColophon } from "#test/harness/start-colophon.ts";

export interface Mortality {
  /** Which kind of process it is; embedded by default. */
  kind?: "embedded" | "api" | "worker";
  /** What its lives are called, among others' lives. */
  name?: string;
  /** Where it keeps its data over all its lives, and the harness what it said. */
  dir: string;
  /** Variables for every life. */
  env: Readonly<Record<string, string>>;
  /** A bug to plant in it, by its name in `plants.ts`. */
  plant?: string | undefined;
}

/** A life that ended before it was asked to. */
export type Death = "killed" | { exitCode: number | null };

const preload = (file: string) => ["--import", join(import.meta.dirname, file)];

/**
 * A real Colophon that is killed and started again on the same data. Each life has an API key of its
 * own, by which the model server tells its requests from those of another.
 */
export class MortalColophon {
  readonly #mortality: Mortality;
  #running: RunningColophon | undefined;
  #life = 0;
  #died: Promise<Death> = Promise.resolve("killed");

  constructor(mortality: Mortality) {
    this.#mortality = mortality;
    mkdirSync(mortality.dir, { recursive: true });
  }

  /** Where it listens in this life. */
  get url(): string {
    return this.#running?.url ?? "";
  }

  /** The key of this life's requests to the model. */
  get key(): string {
    return `${this.#mortality.name ?? "life"}-${this.#life}`;
  }

  /** Resolves when this life is over, and how. */
  get died(): Promise<Death> {
    return this.#died;
  }

  /**
   * Begins another life, with one `failpoint` (`name:n`) to die at, if any. Resolves once it is ready,
   * with false when the failpoint came before that. Rejects when it cannot start.
   */
  async start(failpoint?: string): Promise<boolean> {
    const { kind = "embedded", dir, env, plant } = this.#mortality;
    this.#life += 1;
    try {
      const running = await startColophon({
        dataDir: join(dir, "data"),
        command: [
          process.execPath,
          ...(plant === undefined ? [] : preload("plant-bug.ts")),
          ...(failpoint === undefined ? [] : preload("arm-failpoint.ts")),
          `src/processes/${kind}.ts`,
        ],
        env: {
          LOG_LEVEL: "warn",
          // A start costs half the time when the code is compiled already.
          NODE_COMPILE_CACHE: join(dir, "compiled"),
          ...env,
          OPENAI_API_KEY: this.key,
          ...(plant === undefined ? {} : { CHAOS_PLANT: plant }),
          ...(failpoint === undefined ? {} : { CHAOS_FAILPOINT: failpoint }),
        },
      });
      this.#running = running;
      this.#died = running.exited.then((exitCode) => {
        this.#keepLogs(running.logs());
        return exitCode === null ? "killed" : { exitCode };
      });
      return true;
    } catch (error) {
      if (!(error instanceof StartRefused)) throw error;
      this.#keepLogs(error.logs);
      if (error.code !== null || failpoint === undefined) throw error;
      this.#died = Promise.resolve("killed");
      return false;
    }
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.#running?.kill();
  }

  /** SIGTERM, and the wait for the end. */
  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  #keepLogs(logs: string): void {
    appendFileSync(join(this.#mortality.dir, "colophon.log"), `— ${this.key}\n${logs}`);
  }
}
