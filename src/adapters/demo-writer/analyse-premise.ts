import { countWords } from "#/contract/words.ts";
import { deal, nth } from "./deal.ts";
import { linesOf } from "./phrasebook.ts";
import { peoplePhrases } from "./phrases-people.ts";
import type { Prompt } from "./read-prompt.ts";
import { renderPhrase } from "./render-sentence.ts";
import { pick, seededRandom, shuffled } from "./seeded-random.ts";
import { capitalized, sentence } from "./sentence-case.ts";
import { readStoryWorld, rolesIn } from "./story-world.ts";

const LEAST_PEOPLE = 4;
const LOGLINE_WORDS = { least: 8, most: 45 };

/** The answer to `premise_analysis`: what the premise is about, and a cast with its own names first. */
export function analysePremise(prompt: Prompt) {
  const random = seededRandom(prompt.seed);
  const world = readStoryWorld(prompt, random, LEAST_PEOPLE);
  const phrase = (list: string): string =>
    renderPhrase(pick(linesOf(list), random), rolesIn(world));
  const cast = world.people.map((person, at) => {
    const roles = rolesIn(world, {
      actor: person,
      other: nth(world.people, at + 1),
    });
    return {
      name: person.name,
      role: person.role?.replace(/^an? /, "") ?? pick(linesOf(world.genre.roles), random),
      want: renderPhrase(deal(linesOf(peoplePhrases.want), prompt.seed, at), roles),
      flaw: deal(linesOf(peoplePhrases.flaw), prompt.seed, at),
    };
  });
  return {
    logline: firstSentence(prompt.text("premise")) ?? sentence(phrase(peoplePhrases.logline)),
    themes: shuffled(linesOf(world.genre.themes), random).slice(0, 3).map(capitalized),
    tone: capitalized(phrase(world.genre.tones)),
    voice: `Close third person, past tense, mostly through the eyes of ${world.people[0]?.short}`,
    setting: capitalized(phrase(peoplePhrases.setting)),
    conflict: sentence(phrase(peoplePhrases.conflictLine)),
    cast,
  };
}

/** How the premise itself begins, if that is short enough for a logline. */
function firstSentence(premise: string): string | null {
  const [first] = new Intl.Segmenter("en", { granularity: "sentence" }).segment(premise);
  const text = first?.segment.trim() ?? "";
  const words = countWords(text);
  return words >= LOGLINE_WORDS.least && words <= LOGLINE_WORDS.most ? text : null;
}
