import { headOf, isPerson, isPlace, nounPhrases, singular } from "./noun-phrases.ts";
import { isPlural } from "./nouns.ts";
import { properNames, type NamedPerson } from "./proper-names.ts";

/** What a premise offers to build on, in the order in which it comes up. */
export interface Premise {
  readonly people: readonly NamedPerson[];
  /** As they stand in a sentence: "the harbour", "Port Merrin". */
  readonly places: readonly string[];
  /** Noun phrases without an article: "drowned lighthouse". */
  readonly things: readonly string[];
  /** People who come without a name: "retired cartographer". */
  readonly roles: readonly string[];
  /** The first pronoun of all: that of a hero without a name. */
  readonly hero: "she" | "he" | null;
}

const LONGEST = 6000;
/**
 * Finds the people, places and things of a premise by spelling and word lists. It errs, and a premise
 * in another language yields little: what is missing has to be invented.
 */
export function readPremise(premise: string): Premise {
  const text = premise
    .slice(0, LONGEST)
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/\b(Dr|Mr|Mrs|Ms|St|Prof|Capt)\./g, "$1")
    // The dead are not to appear.
    .replaceAll(/\b(death|murder|body|killing|ghost) of (?:an?|the|his|her) [a-z]+/g, "$1");
  const { people, places } = properNames(text);
  const phrases = nounPhrases(text);
  const taken = new Set(people.map(({ role }) => role && headOf(role)));
  return {
    people,
    places: distinct([
      ...places,
      ...phrases.filter((phrase) => isPlace(phrase)).map((phrase) => `the ${phrase}`),
    ]),
    things: distinct(phrases.filter((phrase) => !isPlace(phrase) && !isPerson(phrase))),
    roles: distinct(
      phrases.filter(
        (phrase) =>
          isPerson(phrase) &&
          !isPlural(headOf(phrase)) &&
          !taken.has(headOf(phrase)) &&
          !/^(?:dead|late|missing)\b/.test(phrase),
      ),
    ),
    hero: heroOf(text),
  };
}

function heroOf(text: string): "she" | "he" | null {
  const [pronoun] = /\b(?:s?he|hers?|him|his)\b/i.exec(text) ?? [];
  if (pronoun === undefined) return null;
  return /^(?:she|hers?)$/i.test(pronoun) ? "she" : "he";
}

/** The first of each head: "the drowned lighthouse" stands for later lighthouses. */
function distinct(phrases: readonly string[]): string[] {
  const heads = new Set<string>();
  return phrases.filter((phrase) => {
    const head = singular(headOf(phrase));
    return !heads.has(head) && heads.add(head);
  });
}
