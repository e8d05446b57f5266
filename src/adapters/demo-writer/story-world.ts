import { genreLines, isFarAway, type GenreLines } from "./genres.ts";
import { names } from "./names.ts";
import { mentionsThing, placeInSentence, toThing, type Thing } from "./nouns.ts";
import { toPerson, type Person } from "./people.ts";
import { linesOf } from "./phrasebook.ts";
import { readPremise, type Premise } from "./read-premise.ts";
import type { Prompt } from "./read-prompt.ts";
import type { Roles } from "./render-sentence.ts";
import { pick, shuffled, type Random } from "./seeded-random.ts";
import { analysisSection, bibleSection, type BibleSection } from "./story-sections.ts";

/** Who and what a book is about, as far as a request tells; what it lacks is invented from the genre. */
export interface StoryWorld {
  /** At least as many as were asked for. */
  readonly people: readonly Person[];
  /** As they stand in a sentence; at least three. */
  readonly places: readonly string[];
  /** At least three. */
  readonly things: readonly Thing[];
  readonly genre: GenreLines;
}

/** Heads the list of things in the bible's style notes: by it later requests find them again. */
const THINGS_NOTE = "Things to come back to: ";
const MOST_PEOPLE = 6;
const LEAST_PLACES = 3;
const PLACES = 5;
const LEAST_THINGS = 4;

/** Reads the world of a story: from its bible if there is one, or else from analysis and premise. */
export function readStoryWorld(prompt: Prompt, random: Random, leastPeople: number): StoryWorld {
  const genre = genreLines(`${prompt.text("genre")} ${prompt.text("subgenre")}`);
  const bible = prompt.json("bible", bibleSection);
  const premise = readPremise(prompt.text("premise") || worldText(bible) || prompt.userText);
  const locations = bible.locations.map(({ name }) => name).filter((name) => name.trim() !== "");
  return {
    people: filledPeople(knownPeople(prompt, bible, premise), premise, leastPeople, {
      genre,
      random,
    }),
    places: filled(
      (locations.length > 0 ? locations : premise.places).map(placeInSentence),
      shuffled(linesOf(genre.places), random).map(placeInSentence),
      locations.length > 0 ? LEAST_PLACES : PLACES,
      (place) => place,
    ),
    things: filled(
      notedThings(bible) ?? premise.things.map(toThing),
      shuffled(linesOf(genre.things), random).map(toThing),
      Math.max(LEAST_THINGS, premise.things.length + 2),
      ({ head }) => head,
    ),
    genre,
  };
}

/** The sentence for the bible's notes from which `readStoryWorld` takes the things of a book. */
export function thingsNote(things: readonly Thing[]): string {
  return `${THINGS_NOTE}${things.map(({ full }) => full).join("; ")}.`;
}

/** Roles for a sentence about some of a world's people; what is not given is taken from the front. */
export function rolesIn(
  { people, places, things }: Pick<StoryWorld, "people" | "places" | "things">,
  chosen: Partial<Roles> = {},
): Roles {
  const [actor, other = actor] = people;
  const [place] = places;
  const [thing, second = thing] = things;
  if (!actor || !other || place === undefined || !thing || !second) {
    throw new Error("a world without people, places or things");
  }
  return {
    actor,
    other,
    company: people,
    place,
    thing,
    second,
    goal: "",
    conflict: "",
    outcome: "",
    ...chosen,
  };
}

/** The things of a world, those first that a text mentions. */
export function thingsOf({ things }: Pick<StoryWorld, "things">, text: string): readonly Thing[] {
  const mentioned = things.filter((thing) => mentionsThing(text, thing));
  return [...mentioned, ...things.filter((thing) => !mentioned.includes(thing))];
}

function knownPeople(prompt: Prompt, bible: BibleSection, premise: Premise): Person[] {
  const characters = bible.characters.filter(({ name }) => name.trim() !== "");
  if (characters.length > 0) {
    return characters.map(({ name, role, description }) => toPerson(name, role, description));
  }
  const cast = prompt
    .json("analysis", analysisSection)
    .cast.filter(({ name }) => name.trim() !== "");
  const found = premise.people.slice(0, MOST_PEOPLE);
  if (cast.length === 0)
    return found.map(({ name, role, about }) => toPerson(name, role ?? "", about));
  return cast.map(({ name, role }) =>
    toPerson(name, role, found.find((person) => person.name === name)?.about ?? ""),
  );
}

/** With people of our own until there are enough; each begins with another letter. */
function filledPeople(
  known: readonly Person[],
  premise: Premise,
  least: number,
  { genre, random }: { genre: GenreLines; random: Random },
): Person[] {
  const far = isFarAway(genre);
  const people = [...known];
  const roles = [...premise.roles, ...shuffled(linesOf(genre.roles), random)];
  for (const given of shuffled((far ? names.wide : names.plain).split(/\s+/), random)) {
    if (people.length >= least) break;
    if (people.some(({ short }) => short[0] === given[0])) continue;
    const surname = pick(names.surnames.split(/\s+/), random);
    const person = toPerson(far ? given : `${given} ${surname}`, roles[0] ?? "", "");
    const heroOfAnotherName =
      people.length === 0 && (premise.hero ?? person.pronoun) !== person.pronoun;
    if (heroOfAnotherName) continue;
    people.push(person);
    roles.shift();
  }
  return people;
}

/** The things that a bible of ours lists; null in any other bible. */
function notedThings({ style }: BibleSection): Thing[] | null {
  const [, list] = style.notes.split(THINGS_NOTE);
  const things = list?.split(".")[0]?.split(";").map(toThing) ?? [];
  return things.length > 0 ? things : null;
}

function worldText({ rules, locations, characters }: BibleSection): string {
  return [...rules, ...locations, ...characters]
    .map((entry) => (typeof entry === "string" ? entry : entry.description))
    .join("\n");
}

/** As many of the others as are missing, and none that is there already by another name. */
function filled<Item>(
  items: readonly Item[],
  more: readonly Item[],
  least: number,
  nameOf: (item: Item) => string,
): Item[] {
  const known = new Set(items.map(nameOf));
  const others = more.filter((item) => !known.has(nameOf(item)));
  return [...items, ...others.slice(0, Math.max(0, least - items.length))];
}
