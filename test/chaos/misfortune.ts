import type { ServerResponse } from "node:http";
import { type FaultMode, type FaultName, faultModes, sendGood } from "#test/faults/fault-modes.ts";
import type { ReceivedRequest } from "#test/faults/model-server.ts";
import type { Seeded } from "./seeded.ts";
import type { Wish } from "./wish.ts";

/** A novel and the fault of the model that it meets. */
export class Misfortune implements Wish {
  readonly title: string;
  readonly fault: FaultName;
  readonly chapters = 3;
  readonly words = 1_200;
  /** Which of its requests are to be hit: `json 2` is its second for JSON. */
  readonly places: ReadonlySet<string>;
  /** Those that were. */
  readonly hits: ReceivedRequest[] = [];
  readonly #variant: number;
  readonly #asked = { json: 0, prose: 0 };

  /** With as many hits as `times`, where the seed has them. */
  constructor(title: string, fault: FaultName, times: number, seed: Seeded) {
    this.title = title;
    this.fault = fault;
    this.places = new Set(this.#placesFor(seed).slice(0, times));
    this.#variant = seed.whole(0, 59);
  }

  /** Takes over a request of this novel if misfortune is due, or the model writes oddly altogether. */
  strike(request: ReceivedRequest, response: ServerResponse): boolean {
    const { answer, lengthFactor }: FaultMode = faultModes[this.fault];
    const kind = request.schema === null ? "prose" : "json";
    this.#asked[kind] += 1;
    if (this.places.has(`${kind} ${this.#asked[kind]}`)) {
      this.hits.push(request);
      const variant = this.#variant + this.hits.length;
      Promise.resolve(answer({ request, response, variant })).catch(() => response.destroy());
      return true;
    }
    if (lengthFactor === undefined) return false;
    sendGood({ request, response }, lengthFactor).catch(() => response.destroy());
    return true;
  }

  /** Places that the fault fits, every one of which is surely reached; as likely in prose as in JSON if it fits both. */
  #placesFor(seed: Seeded): string[] {
    const { to }: FaultMode = faultModes[this.fault];
    const places = (kind: "json" | "prose", count: number) =>
      seed.shuffled(Array.from({ length: count }, (_, index) => `${kind} ${index + 1}`));
    const json = places("json", 3 + 2 * this.chapters);
    const prose = places("prose", this.chapters);
    if (to === "any") return seed.shuffled([...prose.slice(0, 1), ...json.slice(0, 1)]);
    return to === "json" ? json : prose;
  }
}
