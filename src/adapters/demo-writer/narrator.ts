import { countWords } from "#/contract/words.ts";
import type { Phrasebook, Shape } from "./phrasebook.ts";
import { renderSentence, type Discourse, type Rendered, type Roles } from "./render-sentence.ts";
import { shuffled, type Random } from "./seeded-random.ts";
import { countOwned, ownedIndex, pointAt, type Owner } from "./sentence-space.ts";

/** A sentence on offer: nothing has happened until it is accepted. */
export interface Proposal extends Rendered {
  readonly words: number;
  readonly kind: string;
  readonly shape: Shape;
  readonly index: number;
}

export interface NarratorInput {
  phrasebook: Phrasebook;
  /** Whose points of the sentence spaces may be used (sentence-space.ts). */
  owner: Owner;
  /** Scenes near each other should have different lanes: each prefers other phrases. */
  lane: number;
  random: Random;
  /** Text whose sentences must not come again. */
  avoid: string;
  setting: "indoors" | "outdoors" | null;
}

const POINTS_LOOKED_AT = 500;
const LANES = 8;
const COST = { repeated: 100, misplaced: 5, otherLane: 1 };

/** Offers sentences of one owner: each only once, and those with unused phrases first. */
export class Narrator {
  readonly #input: NarratorInput;
  readonly #avoid: string;
  readonly #decks = new Map<string, Shape[]>();
  readonly #spent = new Map<Shape, Set<number>>();
  readonly #heard = new Map<string, Set<number>>();

  constructor(input: NarratorInput) {
    this.#input = input;
    this.#avoid = normalized(input.avoid);
  }

  /** The next sentence of a kind, shapes taking turns; null when there are none left. */
  propose(kind: string, roles: Roles, discourse: Discourse): Proposal | null {
    return this.proposals(kind, roles, discourse).next().value ?? null;
  }

  /** A sentence in each shape of a kind that has any left, those with only new phrases first. */
  *proposals(
    kind: string,
    roles: Roles,
    discourse: Discourse,
  ): Generator<Proposal, undefined, undefined> {
    const stale: Proposal[] = [];
    for (const shape of this.#deck(kind)) {
      for (let point = this.#cheapestPoint(shape); point !== null;) {
        const { index, cost } = point;
        const rendered = renderSentence(this.#template(shape, index), roles, discourse);
        if (this.#avoid.includes(normalized(rendered.text))) {
          this.#spend(shape, index);
          point = this.#cheapestPoint(shape);
          continue;
        }
        const proposal = { ...rendered, words: countWords(rendered.text), kind, shape, index };
        if (cost < COST.repeated) yield proposal;
        else stale.push(proposal);
        break;
      }
    }
    yield* stale;
  }

  /** Uses a sentence up, and puts its shape at the bottom of the deck. */
  accept({ kind, shape, index }: Proposal): void {
    this.#spend(shape, index);
    for (const [at, entry] of pointAt(shape.lengths, index).entries()) {
      this.#heardOf(shape.lists[at] ?? "").add(entry);
    }
    const deck = this.#deck(kind);
    deck.push(...deck.splice(deck.indexOf(shape), 1));
  }

  #spend(shape: Shape, index: number): void {
    this.#spent.set(shape, (this.#spent.get(shape) ?? new Set()).add(index));
  }

  #heardOf(list: string): Set<number> {
    const heard = this.#heard.get(list) ?? new Set();
    this.#heard.set(list, heard);
    return heard;
  }

  #deck(kind: string): Shape[] {
    const { phrasebook, random } = this.#input;
    const deck = this.#decks.get(kind) ?? shuffled(phrasebook.shapes(kind), random);
    this.#decks.set(kind, deck);
    return deck;
  }

  /** The best of some hundred points that the owner has left; null when there are none. */
  #cheapestPoint(shape: Shape): { index: number; cost: number } | null {
    const { owner, random } = this.#input;
    const points = countOwned(shape.size, owner);
    const start = Math.floor(random() * points);
    const spent = this.#spent.get(shape);
    const costOf = this.#costs(shape);
    let best: { index: number; cost: number } | null = null;
    for (let step = 0; step < Math.min(points, POINTS_LOOKED_AT); step += 1) {
      const index = ownedIndex(owner, (start + step) % points);
      if (spent?.has(index) === true) continue;
      const cost = costOf(index);
      if (cost < (best?.cost ?? Infinity)) best = { index, cost };
      if (cost === 0) break;
    }
    return best;
  }

  /** What speaks against a point of the shape: phrases heard before, out of place, or of another lane. */
  #costs(shape: Shape): (index: number) => number {
    const { phrasebook, setting, lane } = this.#input;
    const own = lane % LANES;
    const slots = shape.lists.map((list, at) => ({
      at,
      heard: this.#heardOf(list),
      misplaced: (entry: number): boolean => {
        const home = phrasebook.phrases(list)[entry]?.setting ?? null;
        return home !== null && home !== setting;
      },
      twins: shape.lists.flatMap((other, before) =>
        before < at && other === list ? [before] : [],
      ),
    }));
    return (index) => {
      const entries = pointAt(shape.lengths, index);
      let cost = 0;
      for (const { at, heard, misplaced, twins } of slots) {
        const entry = entries[at] ?? 0;
        for (const twin of twins) if (entries[twin] === entry) return Infinity;
        if (heard.has(entry)) cost += COST.repeated;
        if (entry % LANES !== own) cost += COST.otherLane;
        if (setting !== null && misplaced(entry)) cost += COST.misplaced;
      }
      return cost;
    };
  }

  #template(shape: Shape, index: number): string {
    const entries = pointAt(shape.lengths, index);
    const phrase = (at: number): string => {
      const list = shape.lists[at];
      return list === undefined
        ? ""
        : (this.#input.phrasebook.phrases(list)[entries[at] ?? -1]?.text ?? "");
    };
    return shape.pieces.map((piece, at) => piece + phrase(at)).join("");
  }
}

function normalized(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, " ").trim();
}
