import { nth } from "./deal.ts";
import { Narrator, type NarratorInput, type Proposal } from "./narrator.ts";
import type { Thing } from "./nouns.ts";
import { mentions, type Person } from "./people.ts";
import { linesOf } from "./phrasebook.ts";
import { newDiscourse, type Discourse, type Roles } from "./render-sentence.ts";
import { scenePatterns } from "./scene-patterns.ts";
import { pick, shuffled, type Random } from "./seeded-random.ts";

/** What a piece of prose is made from. */
export interface SceneBrief {
  /** Two at least; the first is the one whose eyes we see through. */
  people: readonly Person[];
  /** As it stands in a sentence: "the Salt Archive". */
  place: string;
  /** Two at least. */
  things: readonly Thing[];
  /** An infinitive ("to find the ledger"); null leaves it out. */
  goal: string | null;
  /** Noun phrases ("a locked door"); null leaves them out. */
  conflict: string | null;
  outcome: string | null;
  words: number;
  /** False for text that goes on in the middle of a scene. */
  opens: boolean;
  /** The text that the reader comes from: who is named there needs no introduction. */
  before: string;
  /** Text of the same scene that stays: who is named there need not be named again. */
  draft: string;
}

type Pattern = keyof typeof scenePatterns;

/** Where in a scene things come to a head, as parts of its words. */
const AT = { company: 0.5, conflict: 0.4, outcome: 0.8 };
/** The words kept back for the last paragraph, and for a sentence that names whoever is missing. */
const ENDING = 60;
const NAMING = 20;
const MOST_IN_A_ROW = 6;
const LONGEST_LAST = 34;
/** When nothing could be added for so many paragraphs, nothing more can be. */
const IDLE_ROUNDS = 20;
const TOLERANCE = 0.005;

/**
 * Writes a scene, or goes on with one: paragraphs with an empty line between, of `brief.words` words
 * (within 3 %, down to about 40 words), in which everybody in `people` is named.
 */
export function writeScene(
  brief: SceneBrief,
  random: Random,
  narratorInput: Omit<NarratorInput, "random">,
): string {
  const writer = new SceneWriter(brief, random, new Narrator({ ...narratorInput, random }));
  return writer.write();
}

class SceneWriter {
  readonly #brief: SceneBrief;
  readonly #random: Random;
  readonly #narrator: Narrator;
  readonly #paragraphs: string[][] = [];
  readonly #unnamed: Set<Person>;
  #discourse: Discourse;
  #partner: Person;
  #left: number;

  constructor(brief: SceneBrief, random: Random, narrator: Narrator) {
    this.#brief = brief;
    this.#random = random;
    this.#narrator = narrator;
    this.#left = brief.words;
    this.#partner = nth(brief.people, 1);
    this.#unnamed = new Set(brief.people.filter((person) => !mentions(brief.draft, person)));
    this.#discourse = {
      ...newDiscourse,
      met: new Set(brief.people.filter((person) => mentions(brief.before, person))),
    };
  }

  write(): string {
    const middle = this.#middle();
    const done = new Set<Pattern>();
    if (this.#brief.opens) this.#paragraph("opening");
    let idle = 0;
    while (this.#left > this.#reserve() && idle < IDLE_ROUNDS) {
      const left = this.#left;
      const progress = 1 - this.#left / this.#brief.words;
      const due = (["conflict", "outcome"] as const).find(
        (name) => this.#brief[name] !== null && !done.has(name) && progress >= AT[name],
      );
      if (due !== undefined) {
        done.add(due);
        this.#paragraph(due);
      } else if (progress < AT.company || !this.#nameTheRest()) {
        this.#choosePartner();
        const next = middle.next().value;
        if (next === "talk") this.#talk();
        else this.#paragraph(next);
      }
      idle = this.#left === left ? idle + 1 : 0;
    }
    while (this.#nameTheRest());
    this.#end();
    return this.#text();
  }

  /** What the middle of a scene is made of, in ever new order. */
  *#middle(): Generator<Pattern | "talk", never> {
    for (;;) {
      yield* shuffled(["look", "act", "muse", "turn"] as const, this.#random).flatMap(
        (pattern, at): (Pattern | "talk")[] => (at % 2 === 0 ? [pattern, "talk"] : [pattern]),
      );
    }
  }

  #paragraph(name: Pattern): void {
    this.#startParagraph();
    const pattern = pick(linesOf(scenePatterns[name]), this.#random);
    for (const word of pattern.split(" ")) {
      if (this.#left <= this.#reserve()) return;
      const kind = word.replace("~", "");
      const actor = word.startsWith("~") ? this.#partner : this.#pointOfView();
      if (kind === "goal" && this.#brief.goal === null) continue;
      if (kind === "self" && actor.role === null) continue;
      this.#sentence(kind, actor);
    }
  }

  /** An exchange, line by line, each answering the one before. */
  #talk(): void {
    const lines = 3 + Math.floor(this.#random() * 4);
    const pair = shuffled([this.#partner, this.#pointOfView()], this.#random);
    let last = "";
    for (let line = 0; line < lines && this.#left > this.#reserve(); line += 1) {
      const speaker = nth(pair, line);
      last = this.#nextLine(last, speaker);
      const chance = this.#random();
      this.#startParagraph();
      if (last !== "ask" && chance < 0.15) this.#sentence("brief", speaker);
      this.#sentence(last, speaker);
      // Speech with nobody's name on it: what its speaker does next tells whose it was.
      if (this.#discourse.subject !== speaker || chance > 0.7) {
        this.#sentence(pick(["act", "react", "brief", "handle"], this.#random), speaker);
      }
    }
  }

  #nextLine(last: string, speaker: Person): string {
    if (last === "ask") return "reply";
    if (last !== "") return pick(["retort", "retort", "say", "ask"], this.#random);
    const { goal, conflict } = this.#brief;
    const fit = (topic: string | null): boolean =>
      topic !== null && !mentions(topic, this.#partner) && !mentions(topic, this.#pointOfView());
    return pick(
      [
        "ask",
        "say",
        ...(fit(goal) ? [speaker === this.#pointOfView() ? "sayGoal" : "sayTheirGoal"] : []),
        ...(fit(conflict) ? ["sayConflict"] : []),
      ],
      this.#random,
    );
  }

  /** One sentence that names those who have not been named, or six of them; false if there are none, or no room. */
  #nameTheRest(): boolean {
    const company = [...this.#unnamed].slice(0, MOST_IN_A_ROW);
    const [first] = company;
    if (first === undefined) return false;
    this.#startParagraph();
    if (company.length > 1) return this.#sentence("company", this.#pointOfView(), company);
    const named = this.#sentence("react", first);
    if (this.#left > this.#reserve()) this.#sentence("thought", this.#pointOfView());
    return named;
  }

  /** Sentences that use up the words left, the last of them closing the scene. */
  #end(): void {
    const tolerance = Math.floor(this.#brief.words * TOLERANCE);
    this.#startParagraph();
    for (let tries = 0; tries < 8 && this.#left > tolerance; tries += 1) {
      if (this.#left > LONGEST_LAST) {
        if (!this.#sentence(pick(["act", "thought", "ambient"], this.#random), this.#pointOfView()))
          return;
      } else if (!this.#lastSentence()) {
        return;
      }
      if ((this.#paragraphs.at(-1)?.length ?? 0) > 4) this.#startParagraph();
    }
  }

  /** The sentence that comes nearest to the words left, or leaves enough for one more; false if none does. */
  #lastSentence(): boolean {
    const roles = this.#roles(this.#pointOfView());
    const missBy = ({ words }: Proposal): number => {
      const rest = this.#left - words;
      return rest >= 9 && rest <= 20 ? 1 : Math.abs(rest);
    };
    let best: Proposal | null = null;
    for (const kind of ["close", "act", "thought", "ambient", "brief", "react"]) {
      for (const proposal of this.#narrator.proposals(kind, roles, this.#discourse)) {
        if (best === null || missBy(proposal) < missBy(best)) best = proposal;
      }
      if (best !== null && missBy(best) === 0) break;
    }
    if (best === null || (missBy(best) >= this.#left && this.#text() !== "")) return false;
    this.#accept(best);
    return true;
  }

  /** Adds a sentence that leaves room for the end; false if there is none. */
  #sentence(kind: string, actor: Person, company?: readonly Person[]): boolean {
    const roles = this.#roles(actor, company);
    for (const proposal of this.#narrator.proposals(kind, roles, this.#discourse)) {
      if (proposal.words > this.#left - 6) continue;
      this.#accept(proposal);
      return true;
    }
    return false;
  }

  #accept(proposal: Proposal): void {
    this.#narrator.accept(proposal);
    this.#discourse = proposal.discourse;
    this.#left -= proposal.words;
    this.#paragraphs.at(-1)?.push(proposal.text);
    for (const person of proposal.named) this.#unnamed.delete(person);
  }

  #startParagraph(): void {
    if (this.#paragraphs.at(-1)?.length !== 0) this.#paragraphs.push([]);
    this.#discourse = { ...this.#discourse, subject: null };
  }

  #roles(actor: Person, company?: readonly Person[]): Roles {
    const { people, things, place, goal, conflict, outcome } = this.#brief;
    const pointOfView = this.#pointOfView();
    const at = this.#random() < 0.5 ? 0 : Math.floor(this.#random() * things.length);
    return {
      actor,
      other: actor === pointOfView ? this.#partner : pointOfView,
      company: company ?? people.filter((person) => person !== actor),
      place,
      thing: nth(things, at),
      second: nth(things, at + 1),
      goal: goal ?? "",
      conflict: conflict ?? "",
      outcome: outcome ?? "",
    };
  }

  #pointOfView(): Person {
    return nth(this.#brief.people, 0);
  }

  /** Who has not been named yet comes first. */
  #choosePartner(): void {
    const others = this.#brief.people.filter((person) => person !== this.#pointOfView());
    const unnamed = others.filter((person) => this.#unnamed.has(person));
    this.#partner = pick(unnamed.length > 0 ? unnamed : others, this.#random);
  }

  #reserve(): number {
    return ENDING + (this.#unnamed.size > 0 ? NAMING : 0);
  }

  #text(): string {
    return this.#paragraphs
      .filter((sentences) => sentences.length > 0)
      .map((sentences) => sentences.join(" "))
      .join("\n\n");
  }
}
