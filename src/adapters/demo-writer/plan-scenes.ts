import { deal, nth } from "./deal.ts";
import { mentions, type Person } from "./people.ts";
import { linesOf } from "./phrasebook.ts";
import { planPhrases } from "./phrases-plan.ts";
import type { Prompt } from "./read-prompt.ts";
import { renderPhrase } from "./render-sentence.ts";
import { seededRandom, shuffled } from "./seeded-random.ts";
import { shareOut } from "./share-out.ts";
import { chapterSection, scenesSection, type ChapterSection } from "./story-sections.ts";
import { readStoryWorld, rolesIn, thingsOf } from "./story-world.ts";

const LEAST_PEOPLE = 2;
const MOST_SCENES = 40;
const WORDS_WITHOUT_BUDGET = 2000;

/**
 * The answer to `scene_plan`. Goal, conflict and outcome are phrases that prose can take up as they
 * stand: "to get the letters away before anyone notices", "a locked door".
 */
export function planScenes(prompt: Prompt) {
  const random = seededRandom(prompt.seed);
  const chapter = prompt.json("chapter", chapterSection);
  const world = readStoryWorld(prompt, random, LEAST_PEOPLE);
  const count = Math.min(Math.max(1, prompt.json("scenes", scenesSection).count), MOST_SCENES);
  const pointOfView = pointOfViewOf(chapter, world.people);
  const companies = companiesFor(count, pointOfView, shuffled(world.people, random));
  const bookSeed = `${prompt.text("title")} ${world.people.map(({ name }) => name).join(" ")}`;
  const shares = shareOut(chapter.targetWords || WORDS_WITHOUT_BUDGET, count, random);
  return {
    scenes: companies.map((company, at) => {
      const beat = nth([...chapter.beats, chapter.summary], at);
      const place =
        world.places.find((name) => beat.includes(name)) ?? nth(world.places, chapter.number + at);
      const things = thingsOf(world, beat);
      const roles = rolesIn(
        { ...world, things },
        { actor: pointOfView, other: nth(company, 1), place },
      );
      const phrase = (list: string): string =>
        renderPhrase(deal(linesOf(list), bookSeed, chapter.number * 7 + at), roles);
      return {
        location: place,
        characters: company.map(({ name }) => name),
        goal: phrase(planPhrases.goal),
        conflict: phrase(planPhrases.conflict),
        outcome: phrase(planPhrases.outcome),
        words: nth(shares, at),
      };
    }),
  };
}

/** The one through whose eyes a chapter is told; the first of the cast where the chapter names nobody known. */
export function pointOfViewOf({ pointOfView }: ChapterSection, people: readonly Person[]): Person {
  return people.find((person) => mentions(pointOfView, person)) ?? nth(people, 0);
}

/** Who is in each scene: the first in all of them, every other one in at least one, two at the least. */
function companiesFor(count: number, first: Person, people: readonly Person[]): Person[][] {
  const others = people.filter((person) => person !== first);
  return Array.from({ length: count }, (_, scene) => {
    const present = others.filter((_person, at) => at % count === scene % count);
    return [first, ...(present.length > 0 ? present : [nth(others, scene)])];
  });
}
