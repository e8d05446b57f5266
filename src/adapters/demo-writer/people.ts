import { names } from "./names.ts";
import { withArticle } from "./nouns.ts";
import { hashText } from "./seeded-random.ts";

/** Somebody in the story, with the forms that sentences need. */
export interface Person {
  /** In full, as the bible has it: used where the person first comes in. */
  readonly name: string;
  /** What the others say. */
  readonly short: string;
  readonly pronoun: "she" | "he";
  /** With its article ("a lighthouse keeper"), if it can stand in a sentence. */
  readonly role: string | null;
}

const female = new Set(names.she.split(/\s+/));
const male = new Set(names.he.split(/\s+/));

/** Words that stand before a name without being part of it. */
export const honorific =
  /^(?:captain|doctor|dr|mr|mrs|ms|miss|lady|lord|sir|dame|father|mother|brother|sister|saint|king|queen|prince|princess|inspector|detective|sergeant|constable|professor|general|colonel|major|judge|aunt|uncle|old|young|count|countess|duke|duchess|reverend|commander|lieutenant|agent)$/i;

/**
 * Makes a person of a name and a role ("lighthouse keeper"). `about` is any text on the person (a description, a premise): its
 * pronouns decide between she and he where the name itself does not. Points are dropped from
 * the name ("Dr. Vance"), for they would end a sentence.
 */
export function toPerson(name: string, role: string, about: string): Person {
  const clean = name.replaceAll(".", "").replaceAll(/\s+/g, " ").trim();
  const words = clean.split(" ");
  const given = words.find((word) => !honorific.test(word)) ?? clean;
  return {
    name: clean,
    short: /^the$/i.test(given) ? clean : given,
    pronoun: pronounOf(given, about),
    role: roleInSentence(role),
  };
}

function pronounOf(given: string, about: string): "she" | "he" {
  const shes = about.match(/\b(?:she|her|hers|herself)\b/gi)?.length ?? 0;
  const hes = about.match(/\b(?:he|him|his|himself)\b/gi)?.length ?? 0;
  if (shes !== hes) return shes > hes ? "she" : "he";
  if (female.has(given)) return "she";
  if (male.has(given)) return "he";
  if (/(?:a|e|ine|elle)$/.test(given)) return "she";
  return hashText(given) % 2 === 0 ? "she" : "he";
}

/** Only a plain noun will do: no sentence, no list, no "the one who …". */
function roleInSentence(role: string): string | null {
  const clean = role.trim().replace(/^(?:a|an|the)\s+/i, "");
  const plain = /^\p{Ll}[\p{Ll}'’-]*(?: [\p{Ll}'’-]+){0,3}$/u.test(clean);
  return plain && !/\b(?:who|and|with)\b/.test(clean) ? withArticle(clean) : null;
}

const forms = {
  she: { he: "she", him: "her", his: "her", himself: "herself" },
  he: { he: "he", him: "him", his: "his", himself: "himself" },
} as const;

export type PronounCase = keyof (typeof forms)["she"];

/** The person's pronoun in the form that stands for "he", "him", "his" or "himself". */
export function pronounFor(person: Person, form: PronounCase): string {
  return forms[person.pronoun][form];
}

/** Names in a row: "Ilse, Bram and Nell". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Whether a text names the person, as whole words. */
export function mentions(text: string, person: Person): boolean {
  return inWords(text).includes(inWords(person.short));
}

function inWords(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .filter(Boolean)
    .join(" ")} `;
}
