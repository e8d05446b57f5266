import { join } from "node:path";
import { type Death, MortalColophon } from "./mortal-colophon.ts";

export interface FleetOptions {
  /** Where the processes' logs are kept. */
  dir: string;
  apis: number;
  workers: number;
  env: Readonly<Record<string, string>>;
  plant?: string | undefined;
}

/** The processes of one Colophon, each of which may be killed and is then started again. */
export class Fleet {
  readonly apis: readonly MortalColophon[];
  readonly workers: readonly MortalColophon[];
  /** Lives that ended by themselves. */
  readonly accidents: string[] = [];
  readonly #killed = new Set<MortalColophon>();
  #stopping = false;

  constructor({ dir, apis, workers, env, plant }: FleetOptions) {
    const many = (count: number, kind: "api" | "worker") =>
      Array.from({ length: count }, (_, index) => {
        const name = `${kind}-${index + 1}`;
        return new MortalColophon({ kind, name, dir: join(dir, name), env, plant });
      });
    this.apis = many(apis, "api");
    this.workers = many(workers, "worker");
  }

  async start(): Promise<void> {
    for (const each of [...this.apis, ...this.workers]) await this.#live(each);
  }

  /** `kill -9`, and at once another life. */
  async replace(one: MortalColophon): Promise<void> {
    this.#killed.add(one);
    await one.kill();
    this.#killed.delete(one);
    await this.#live(one);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.apis, ...this.workers].map((each) => each.stop()));
  }

  async #live(one: MortalColophon): Promise<void> {
    await one.start();
    void one.died.then((death: Death) => {
      if (this.#stopping || this.#killed.has(one)) return;
      const how = death === "killed" ? "by a signal" : `with exit code ${death.exitCode}`;
      this.accidents.push(`${one.key} ended ${how}`);
    });
  }
}
