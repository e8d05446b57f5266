import { deal, nth } from "./deal.ts";
import { pronounFor } from "./people.ts";
import { linesOf } from "./phrasebook.ts";
import { peoplePhrases } from "./phrases-people.ts";
import type { Prompt } from "./read-prompt.ts";
import { renderPhrase } from "./render-sentence.ts";
import { seededRandom } from "./seeded-random.ts";
import { capitalized, sentence } from "./sentence-case.ts";
import { analysisSection } from "./story-sections.ts";
import { readStoryWorld, rolesIn, thingsNote } from "./story-world.ts";

const LEAST_PEOPLE = 3;
const RULES = 4;
const NOTED_THINGS = 8;

/** The answer to `story_bible`: the cast of the analysis described, places, rules and style. */
export function buildBible(prompt: Prompt) {
  const world = readStoryWorld(prompt, seededRandom(prompt.seed), LEAST_PEOPLE);
  const { people, places, things } = world;
  const { cast } = prompt.json("analysis", analysisSection);
  const dealt = (list: string, number: number): string =>
    renderPhrase(
      deal(linesOf(list), prompt.seed, number),
      rolesIn(world, {
        actor: nth(people, number),
        other: nth(people, number + 1),
        thing: nth(things, number),
        second: nth(things, number + 1),
        place: nth(places, number),
      }),
    );
  return {
    characters: people.map((person, at) => {
      const she = pronounFor(person, "he");
      const known = cast.find(({ name }) => name === person.name);
      const wish = known?.want || dealt(peoplePhrases.want, at);
      return {
        name: person.name,
        role: known?.role || (person.role ?? "bystander"),
        description: [
          sentence(`${she} ${dealt(peoplePhrases.manner, at)}`),
          sentence(`${she} ${dealt(peoplePhrases.bond, at)}`),
          sentence(`what ${she} wants is ${wish}`),
        ].join(" "),
        voice: capitalized(dealt(peoplePhrases.voice, at)),
      };
    }),
    locations: places.map((place, at) => ({
      name: place,
      description: sentence(dealt(peoplePhrases.location, at)),
    })),
    rules: Array.from({ length: RULES }, (_, at) => sentence(dealt(peoplePhrases.rule, at))),
    style: {
      narration: `Close third person, mostly through the eyes of ${people[0]?.short}`,
      tense: "Past",
      notes: `${sentence(dealt(peoplePhrases.notes, 0))} ${thingsNote(things.slice(0, NOTED_THINGS))}`,
    },
  };
}
