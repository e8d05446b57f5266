import { isPlural } from "./nouns.ts";
import { premiseWordSets as words } from "./premise-words.ts";

const LONGEST_PHRASE = 3;

/**
 * The noun phrases of a text, without articles, in order: what stands after an article or owner
 * ("the drowned lighthouse"), and plurals that stand alone.
 */
export function nounPhrases(text: string): string[] {
  const tokens = text.match(/[\p{L}'-]+|[^\s\p{L}]/gu) ?? [];
  const phrases: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? "";
    if (words.determiners.has(token.toLowerCase()) || token.endsWith("'s")) {
      const phrase = phraseFrom(tokens, at + 1);
      at += phrase.length;
      const [next = "", afterNext = ""] = tokens.slice(at + 1, at + 3);
      // "The city of Veyra" is Veyra.
      const named = isPlace(phrase.join(" ")) && next === "of" && /^\p{Lu}/u.test(afterNext);
      if (phrase.length > 0 && !named) phrases.push(phrase.slice(-LONGEST_PHRASE).join(" "));
    } else if (isBarePlural(token)) {
      phrases.push(token);
    }
  }
  return phrases;
}

/** The adjectives and nouns from a place on: up to a word that cannot belong to them. */
export function phraseFrom(tokens: readonly string[], start: number): string[] {
  let end = start;
  while (end < start + 4) {
    const word = tokens[end] ?? "";
    if (!/^\p{Ll}[\p{L}-]+$/u.test(word) || words.stops.has(word)) break;
    // The first word after an article is no verb, whatever it looks like: "the watch".
    const action = (isVerb(word) && !isPerson(word)) || isParticiple(word);
    if (end > start && action) break;
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
    !words.adjectives.has(word) &&
    !words.vague.has(word) &&
    !words.determiners.has(word) &&
    !/(?:ly|ed|ful|ous|ish|able)$/.test(word) &&
    !isParticiple(word)
  );
}

function isParticiple(word: string): boolean {
  return (
    word.endsWith("ing") && !/^(?:ring|king|string|wedding|painting|building|drawing)$/.test(word)
  );
}

function isBarePlural(word: string): boolean {
  return (
    /^\p{Ll}{3,}s$/u.test(word) &&
    isPlural(word) &&
    isNoun(word) &&
    !isVerb(word) &&
    !words.stops.has(word)
  );
}

export function isVerb(word: string): boolean {
  const stems = [
    word,
    word.replace(/(?:es|s|ed|d)$/, ""),
    word.replace(/(?:s|d)$/, ""),
    word.replace(/ied$|ies$/, "y"),
  ];
  return words.past.has(word) || stems.some((stem) => words.verbs.has(stem));
}

export function isPlace(phrase: string): boolean {
  return words.places.has(headOf(phrase)) || words.places.has(singular(headOf(phrase)));
}

export function isPerson(phrase: string): boolean {
  const head = headOf(phrase);
  const one = singular(head);
  if (words.people.has(head) || words.people.has(one)) return true;
  return (
    /(?:[^aeiou]er|eer|or|ist|ian|man|woman|ess|smith|wright)$/.test(one) &&
    !words.notPeople.has(one)
  );
}

/** The noun without a plural s. */
export const singular = (noun: string): string => noun.replace(/s$/, "");

export function headOf(phrase: string): string {
  return phrase.toLowerCase().split(" ").at(-1) ?? "";
}
