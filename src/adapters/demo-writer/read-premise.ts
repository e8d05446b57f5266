import { names } from "./names.ts";
import { honorific } from "./people.ts";
import { premiseWords } from "./premise-words.ts";

/** What a premise offers to build on, in the order in which it comes up. */
export interface Premise {
  /** `about` begins just after the name: the first pronoun in it tells she from he. */
  readonly people: readonly { name: string; role: string | null; about: string }[];
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
const setOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
const listed = {
  adjectives: setOf(premiseWords.adjectives),
  bodies: setOf(premiseWords.bodies),
  determiners: setOf(premiseWords.determiners),
  notNames: setOf(premiseWords.notNames),
  notPeople: setOf(premiseWords.notPeople),
  past: setOf(premiseWords.past),
  people: setOf(premiseWords.people),
  places: setOf(premiseWords.places),
  stops: setOf(premiseWords.stops),
  vague: setOf(premiseWords.vague),
  verbs: setOf(premiseWords.verbs),
};
const givenNames = setOf(`${names.she} ${names.he}`);

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

function nounPhrases(text: string): string[] {
  const tokens = text.match(/[\p{L}'-]+|[^\s\p{L}]/gu) ?? [];
  const phrases: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? "";
    if (listed.determiners.has(token.toLowerCase()) || token.endsWith("'s")) {
      const phrase = phraseFrom(tokens, at + 1);
      if (phrase.length > 0) phrases.push(phrase.slice(-3).join(" "));
      at += phrase.length;
    } else if (isBarePlural(token)) {
      phrases.push(token);
    }
  }
  return phrases;
}

/** The adjectives and nouns from a place on: up to a word that cannot belong to them. */
function phraseFrom(tokens: readonly string[], start: number): string[] {
  let end = start;
  while (end < start + 4) {
    const word = tokens[end] ?? "";
    if (!/^\p{Ll}[\p{L}-]+$/u.test(word) || listed.stops.has(word)) break;
    // The first word after an article is no verb, whatever it looks like: "the watch".
    if (end > start && ((isVerb(word) && !isPerson(word)) || word.endsWith("ing"))) break;
    end += 1;
  }
  const phrase = tokens
    .slice(start, end)
    .filter((word) => !/^(?:own|same|other|such|very)$/.test(word));
  while (phrase.length > 0 && !isNoun(phrase.at(-1) ?? "")) phrase.pop();
  return phrase;
}

function isNoun(word: string): boolean {
  return (
    word.length > 2 &&
    !listed.adjectives.has(word) &&
    !listed.vague.has(word) &&
    !listed.determiners.has(word) &&
    !/(?:ly|ed|ful|ous|ish|able)$/.test(word) &&
    (!word.endsWith("ing") || /^(?:ring|king|string|wedding|painting|building|drawing)$/.test(word))
  );
}

function isBarePlural(word: string): boolean {
  return (
    /^\p{Ll}{3,}s$/u.test(word) &&
    /[^siu]s$/.test(word) &&
    isNoun(word) &&
    !isVerb(word) &&
    !listed.stops.has(word)
  );
}

function isVerb(word: string): boolean {
  const stems = [
    word,
    word.replace(/(?:es|s|ed|d)$/, ""),
    word.replace(/(?:s|d)$/, ""),
    word.replace(/ied$|ies$/, "y"),
  ];
  return listed.past.has(word) || stems.some((stem) => listed.verbs.has(stem));
}

function isPlace(phrase: string): boolean {
  return listed.places.has(headOf(phrase)) || listed.places.has(singular(headOf(phrase)));
}

function isPerson(phrase: string): boolean {
  const head = headOf(phrase);
  const one = singular(head);
  if (listed.people.has(head) || listed.people.has(one)) return true;
  return (
    /(?:[^aeiou]er|eer|or|ist|ian|man|woman|ess|smith|wright)$/.test(one) &&
    !listed.notPeople.has(one)
  );
}

const singular = (noun: string): string => noun.replace(/s$/, "");

function headOf(phrase: string): string {
  return phrase.toLowerCase().split(" ").at(-1) ?? "";
}

/** The first of each head: "the drowned lighthouse" stands for later lighthouses. */
function distinct(phrases: readonly string[]): string[] {
  const heads = new Set<string>();
  return phrases.filter((phrase) => {
    const head = singular(headOf(phrase));
    return !heads.has(head) && heads.add(head);
  });
}

const properName = /\p{Lu}[\p{L}'-]*(?:\s+(?:of the |of |the )?\p{Lu}[\p{L}'-]*)*/gu;

function properNames(text: string): Pick<Premise, "people" | "places"> {
  const people: { name: string; role: string | null; about: string }[] = [];
  const places: string[] = [];
  for (const match of text.matchAll(properName)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    const initial = /(?:^|[.!?:\n]["')\s]*)$/.test(before.trimEnd()) || before.trim() === "";
    const named = trimmedName(match[0], initial);
    if (named === null) continue;
    if (initial && named === match[0] && !isNameAtStart(named, after, before + after)) continue;
    if (isPlaceName(named, match[0] === named ? before : "")) {
      const article = /\b[Tt]he\s*$/.test(before) || /^The\s/.test(match[0]);
      places.push(article ? `the ${named}` : named);
    } else if (/^,\s+\d/.test(after)) {
      places.push(named);
    } else if (
      !listed.bodies.has(named.split(" ")[0]?.toLowerCase() ?? "") &&
      !listed.bodies.has(headOf(named))
    ) {
      addPerson(people, named, before, after);
    }
  }
  return { people, places: places.filter((place) => !people.some(({ name }) => name === place)) };
}

/** The name without what only stands before it ("When Mara Quill"), or null when nothing is left. */
function trimmedName(raw: string, initial: boolean): string | null {
  const parts = raw.replace(/'s$/, "").split(/\s+/);
  const common = (word: string): boolean =>
    listed.stops.has(word) || listed.determiners.has(word) || listed.adjectives.has(word);
  const from = initial ? parts.findIndex((part) => !common(part.toLowerCase())) : 0;
  const own = from === -1 ? [] : parts.slice(from);
  if (/^the$/i.test(own[0] ?? "")) own.shift();
  const name = own.join(" ");
  const nameless = own.every(
    (word) => listed.notNames.has(word.toLowerCase()) || /^\p{Lu}{2,4}$/u.test(word),
  );
  return name.length < 2 || nameless ? null : name;
}

/** Whether one capitalised word at the start of a sentence is more than a word at the start of a sentence. */
function isNameAtStart(word: string, after: string, elsewhere: string): boolean {
  if (word.includes(" ") || givenNames.has(word)) return true;
  if (new RegExp(`[\\p{Ll},]\\s+${word}(?!\\p{L})`, "u").test(elsewhere)) return true;
  if (/^(?:'s|,\s+(?:an?|the|his|her|\d+))\W/.test(after)) return true;
  const next = /^\s+(\p{Ll}+)/u.exec(after)?.[1] ?? "";
  return isVerb(next) && !word.endsWith("s");
}

function isPlaceName(name: string, before: string): boolean {
  if (
    listed.places.has(headOf(name)) ||
    listed.places.has(name.toLowerCase().split(" ")[0] ?? "")
  ) {
    return true;
  }
  const [, second = "", first = ""] = /(?:(\p{L}+)\s+)?(\p{L}+)\s+$/u.exec(before) ?? [];
  const [previous, earlier] = first === "" ? [second, ""] : [first, second];
  if (
    /^(?:in|at|near|across|on|outside|inside|off|into|beneath|under|above|around|beyond)$/i.test(
      previous,
    )
  )
    return true;
  if (/^(?:to|from|toward|towards)$/i.test(previous))
    return !givenNames.has(name.split(" ")[0] ?? "");
  if (/^of$/i.test(previous)) return listed.places.has(earlier.toLowerCase());
  return /^the$/i.test(previous) && !listed.bodies.has(headOf(name));
}

function addPerson(
  people: { name: string; role: string | null; about: string }[],
  named: string,
  before: string,
  after: string,
): void {
  const [first = "", ...rest] = named.split(" ");
  const titled = honorific.test(first) && rest.length > 0;
  const name = titled ? rest.join(" ") : named;
  const role = roleAfter(after) ?? roleBefore(before) ?? (titled ? rank(first) : null);
  const known = people.find(
    (person) =>
      ` ${person.name} `.includes(` ${name} `) || ` ${name} `.includes(` ${person.name} `),
  );
  if (known === undefined) {
    people.push({
      name,
      role,
      about: givenNames.has(name.split(" ")[0] ?? "") ? "" : pronounIn(after),
    });
    return;
  }
  known.role ??= role;
  if (name.length > known.name.length) known.name = name;
}

/** The first pronoun of the sentence that could stand for its subject. */
function pronounIn(after: string): string {
  const [sentence = ""] = after.split(/[.!?]/);
  return (/\b(?:s?he|his)\b/i.exec(sentence) ?? /\bher\b/i.exec(sentence))?.[0] ?? "";
}

/** A title that is also an occupation. */
function rank(title: string): string | null {
  if (/^dr$/i.test(title)) return "doctor";
  return isPerson(title) && !/^(?:mister|sister|brother|father|mother)$/i.test(title)
    ? title.toLowerCase()
    : null;
}

/** "a lighthouse keeper" of "Mara, a lighthouse keeper on Skerry". */
function roleAfter(after: string): string | null {
  const [, phrase] =
    /^,\s+(?:an?|the|his|her|once an?)\s+((?:\p{Ll}[\p{L}-]*\s?){1,5})/u.exec(after) ?? [];
  return personPhrase(phrase?.trim().split(" ") ?? []);
}

/** "retired detective" of "retired detective Ana Ruiz". */
function roleBefore(before: string): string | null {
  const [phrase = ""] = /(?:\p{L}[\p{Ll}-]*\s){1,3}$/u.exec(before) ?? [];
  const all = phrase.trim().toLowerCase().split(" ");
  const from = all.findLastIndex((word) => listed.stops.has(word) || listed.determiners.has(word));
  const role = all.slice(from + 1);
  return isPerson(role.at(-1) ?? "") ? personPhrase(role) : null;
}

function personPhrase(tokens: readonly string[]): string | null {
  const phrase = phraseFrom(tokens, 0);
  return phrase.length > 0 && isPerson(phrase.join(" ")) ? phrase.join(" ") : null;
}
