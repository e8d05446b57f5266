import { names } from "./names.ts";
import { headOf, isPerson, isVerb, phraseFrom } from "./noun-phrases.ts";
import { honorific } from "./people.ts";
import { premiseWordSets as words } from "./premise-words.ts";

const givenNames = new Set(`${names.she} ${names.he}`.split(/\s+/));
const properName = /\p{Lu}[\p{L}'-]*(?:\s+(?:of the |of |the )?\p{Lu}[\p{L}'-]*)*/gu;

/** Somebody whom a text names. */
export interface NamedPerson {
  name: string;
  role: string | null;
  /** A pronoun that tells she from he, if the name itself may not; or nothing. */
  about: string;
}

/** The people and places that a text names, told apart by what stands before and after them. */
export function properNames(text: string): { people: NamedPerson[]; places: string[] } {
  const people: NamedPerson[] = [];
  const places: string[] = [];
  for (const match of text.matchAll(properName)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    const initial = /(?:^|[.!?:\n]["')\s]{0,8})$/.test(before.trimEnd()) || before.trim() === "";
    const named = trimmedName(match[0], initial);
    if (named === null) continue;
    if (initial && named === match[0] && !isNameAtStart(named, after, before + after)) continue;
    if (isPlaceName(named, match[0] === named ? before : "")) {
      const article = /\b[Tt]he\s*$/.test(before) || /^The\s/.test(match[0]);
      places.push(article ? `the ${named}` : named);
    } else if (/^,\s+\d/.test(after)) {
      places.push(named);
    } else if (
      !words.bodies.has(named.split(" ")[0]?.toLowerCase() ?? "") &&
      !words.bodies.has(headOf(named))
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
    words.stops.has(word) || words.determiners.has(word) || words.adjectives.has(word);
  const from = initial ? parts.findIndex((part) => !common(part.toLowerCase())) : 0;
  const own = from === -1 ? [] : parts.slice(from);
  if (/^the$/i.test(own[0] ?? "")) own.shift();
  const name = own.join(" ");
  const nameless = own.every(
    (word) => words.notNames.has(word.toLowerCase()) || /^\p{Lu}{2,4}$/u.test(word),
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
  if (words.places.has(headOf(name)) || words.places.has(name.toLowerCase().split(" ")[0] ?? "")) {
    return true;
  }
  const [, second = "", first = ""] =
    /(?:(\p{L}{1,40})\s{1,8})?(\p{L}{1,40})\s{1,8}$/u.exec(before) ?? [];
  const [previous, earlier] = first === "" ? [second, ""] : [first, second];
  if (
    /^(?:in|at|near|across|on|outside|inside|off|into|beneath|under|above|around|beyond|leave|leaves|leaving|left|reach|reaches|visit|visits|escape|escapes|flee|flees)$/i.test(
      previous,
    )
  )
    return true;
  if (/^(?:to|from|toward|towards)$/i.test(previous))
    return !givenNames.has(name.split(" ")[0] ?? "");
  if (/^of$/i.test(previous)) return words.places.has(earlier.toLowerCase());
  return /^the$/i.test(previous) && !words.bodies.has(headOf(name));
}

function addPerson(people: NamedPerson[], named: string, before: string, after: string): void {
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
      about: givenNames.has(name.split(" ")[0] ?? "") ? "" : pronounIn(after, people.length === 0),
    });
    return;
  }
  known.role ??= role;
  if (name.length > known.name.length) known.name = name;
}

/** The next pronoun that could stand for the subject of its sentence; for a hero, of any sentence. */
function pronounIn(after: string, isHero: boolean): string {
  const [sentence = ""] = after.split(/[.!?]/);
  const subject = /\b(?:s?he|his|her(?=\s\p{Ll}))\b/iu.exec(sentence);
  return (subject ?? (isHero ? /\b(?:s?he|his|hers?|him)\b/i.exec(after) : null))?.[0] ?? "";
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
  const [phrase = ""] =
    /(?:\p{L}[\p{Ll}-]{0,40}\s){1,3}$/u.exec(before.replace(/\b(?:named|called)\s+$/, "")) ?? [];
  const all = phrase.trim().toLowerCase().split(" ");
  const from = all.findLastIndex((word) => words.stops.has(word) || words.determiners.has(word));
  const role = all.slice(from + 1);
  return isPerson(role.at(-1) ?? "") ? personPhrase(role) : null;
}

function personPhrase(tokens: readonly string[]): string | null {
  const phrase = phraseFrom(tokens, 0);
  return phrase.length > 0 && isPerson(phrase.join(" ")) ? phrase.join(" ") : null;
}
