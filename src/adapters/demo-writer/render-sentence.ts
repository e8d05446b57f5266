import { isPlural, locative, type Thing } from "./nouns.ts";
import { listed, pronounFor, type Person, type PronounCase } from "./people.ts";

/** Who and what a sentence is about. */
export interface Roles {
  readonly actor: Person;
  readonly other: Person;
  /** The others present, for sentences about all of them. */
  readonly company: readonly Person[];
  /** As it stands in a sentence: "the Salt Archive". */
  readonly place: string;
  readonly thing: Thing;
  readonly second: Thing;
  readonly goal: string;
  readonly conflict: string;
  readonly outcome: string;
}

/** What the reader has in mind before a sentence: enough to decide between a name and a pronoun. */
export interface Discourse {
  /** Whom the last sentence with a person in it was about; nobody at the start of a paragraph. */
  readonly subject: Person | null;
  /** How many sentences in a row have called the subject by a pronoun only. */
  readonly streak: number;
  /** Whether another person of the same pronoun was named since. */
  readonly rivalled: boolean;
  readonly met: ReadonlySet<Person>;
  readonly shown: ReadonlySet<Thing>;
}

export interface Rendered {
  readonly text: string;
  /** Whom the sentence calls by name. */
  readonly named: ReadonlySet<Person>;
  readonly discourse: Discourse;
}

/** Nobody met yet. */
export const newDiscourse: Discourse = {
  subject: null,
  streak: 0,
  rivalled: false,
  met: new Set(),
  shown: new Set(),
};

const PRONOUNS_IN_A_ROW = 3;
const token = /\{([^{}]+)\}/g;

/**
 * Fills a sentence: `{A}`, `{A's}` and `{A:him}` are the actor (by name, or a pronoun where it is clear), `{he}` `{him}`
 * `{his}` `{himself}` the actor's pronouns, `{V:said}` "said Mara" or "she said", `{B}` the other person, `{role}` the
 * actor's role, `{N}` the company, `{P}` and `{inP}` the place (`{Pwas}`, `{Pits}`), `{T}` and `{U}` things, with `{Tit}` `{Tthem}`
 * `{Tits}` `{Titself}` `{Twas}` `{Tis}` and `{T:comes|come}` in agreement; `{goal}`, `{conflict}` and `{outcome}`
 * the scene's. `^` makes the next letter a capital. Throws on a token it does not know.
 */
export function renderSentence(template: string, roles: Roles, before: Discourse): Rendered {
  const filled = fillTemplate(template, roles, before);
  return { ...filled, text: finished(filled.text) };
}

/** A phrase for a plan: as `renderSentence`, but without a capital, and people by their short names. */
export function renderPhrase(template: string, roles: Roles): string {
  const met = new Set([roles.actor, roles.other, ...roles.company]);
  return fillTemplate(template, roles, { ...newDiscourse, met }).text.replaceAll("'", "’");
}

function fillTemplate(template: string, roles: Roles, before: Discourse): Rendered {
  const { actor, other } = roles;
  const met = new Set(before.met);
  const shown = new Set(before.shown);
  const named = new Set<Person>();
  const actorNamed = /\{(?:A|A's|A:him|V:\w+)\}/.test(template);
  let actorSeen = false;
  let byName = false;

  const nameOf = (person: Person): string => {
    named.add(person);
    if (met.has(person)) return person.short;
    met.add(person);
    return person.name;
  };
  const nameActor = (): string => {
    actorSeen = true;
    byName = true;
    return nameOf(actor);
  };
  const rivalInSentence = (): boolean =>
    [...named].some((person) => person !== actor && person.pronoun === actor.pronoun);
  const clear = (): boolean =>
    actorSeen ||
    (before.subject === actor &&
      !before.rivalled &&
      before.streak < PRONOUNS_IN_A_ROW &&
      !rivalInSentence());
  const refer = (form: PronounCase, otherwise: () => string): string => {
    if (!clear()) return otherwise();
    actorSeen = true;
    return pronounFor(actor, form);
  };
  /** A pronoun with no name in its sentence may have to be one: "behind Mara" for "behind her". */
  const pronoun = (form: PronounCase): string =>
    actorNamed
      ? pronounFor(actor, form)
      : refer(form, () => (form === "his" ? `${nameActor()}'s` : nameActor()));
  const show = (thing: Thing): string => {
    if (shown.has(thing)) return thing.head;
    shown.add(thing);
    return thing.full;
  };

  const fill = (name: string): string => {
    switch (name) {
      case "A":
        return refer("he", nameActor);
      case "A's":
        return refer("his", () => `${nameActor()}'s`);
      case "A:him":
        return refer("him", nameActor);
      case "he":
      case "him":
      case "his":
      case "himself":
        return pronoun(name);
      case "B":
        return nameOf(other);
      case "B's":
        return `${nameOf(other)}'s`;
      case "N":
        return listed(roles.company.map(nameOf));
      case "P":
        return roles.place;
      case "Pwas":
        return isPlural(roles.place) ? "were" : "was";
      case "Pits":
        return isPlural(roles.place) ? "their" : "its";
      case "inP":
        return locative(roles.place);
      case "T":
        return show(roles.thing);
      case "U":
        return show(roles.second);
      case "Tit":
        return roles.thing.plural ? "they" : "it";
      case "Tthem":
        return roles.thing.plural ? "them" : "it";
      case "Tits":
        return roles.thing.plural ? "their" : "its";
      case "Titself":
        return roles.thing.plural ? "themselves" : "itself";
      case "Twas":
        return roles.thing.plural ? "were" : "was";
      case "Tis":
        return roles.thing.plural ? "are" : "is";
      case "role":
        return actor.role ?? "a stranger";
      case "goal":
        return roles.goal;
      case "conflict":
        return roles.conflict;
      case "outcome":
        return roles.outcome;
      default:
        return agree(name);
    }
  };
  const agree = (name: string): string => {
    const [, verb] = /^V:(.+)$/.exec(name) ?? [];
    if (verb !== undefined) {
      return clear() ? `${refer("he", nameActor)} ${verb}` : `${verb} ${nameActor()}`;
    }
    const [, which, singular, plural] = /^([TU]):([^|]+)\|([^|]+)$/.exec(name) ?? [];
    if (singular === undefined || plural === undefined) throw new Error(`unknown token {${name}}`);
    return (which === "T" ? roles.thing : roles.second).plural ? plural : singular;
  };
  const text = template.replaceAll(token, (_, name: string) => fill(name));

  if (named.size === 0 && !actorSeen) return { text, named, discourse: { ...before, met, shown } };
  const aboutActor = actorNamed || actorSeen;
  return {
    text,
    named,
    discourse: {
      subject: aboutActor ? actor : null,
      streak: byName ? 0 : before.streak + 1,
      rivalled: rivalInSentence(),
      met,
      shown,
    },
  };
}

/** Capitals at the start and after `^`, typographic quotation marks and apostrophes. */
function finished(text: string): string {
  return text
    .replace(/^("?)(\p{Ll})/u, (_, quote: string, letter: string) => quote + letter.toUpperCase())
    .replaceAll(
      /\^([^\p{L}^]*)(\p{L})/gu,
      (_, gap: string, letter: string) => gap + letter.toUpperCase(),
    )
    .replaceAll("'", "’")
    .replaceAll(/"([^"]*)"/g, "“$1”");
}
