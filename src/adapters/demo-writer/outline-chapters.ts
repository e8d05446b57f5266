import { titleWords } from "./chapter-titles.ts";
import { deal, nth } from "./deal.ts";
import { withArticle } from "./nouns.ts";
import { linesOf } from "./phrasebook.ts";
import { planPhrases } from "./phrases-plan.ts";
import type { Prompt } from "./read-prompt.ts";
import { renderPhrase } from "./render-sentence.ts";
import { seededRandom } from "./seeded-random.ts";
import { capitalized, sentence } from "./sentence-case.ts";
import { shareOut } from "./share-out.ts";
import { batchSection, earlierChaptersSection } from "./story-sections.ts";
import { readStoryWorld, rolesIn, type StoryWorld } from "./story-world.ts";

const LEAST_PEOPLE = 3;
const MOST_CHAPTERS = 120;

/** How far into the book each stretch of its arc reaches. */
const arc = [
  { until: 0.15, events: planPhrases.opening },
  { until: 0.38, events: planPhrases.turning },
  { until: 0.7, events: planPhrases.middle },
  { until: 0.88, events: planPhrases.crisis },
  { until: 1, events: planPhrases.ending },
] as const;

/** The answer to `outline_batch`: the chapters asked for, as their places on the arc of the book. */
export function outlineChapters(prompt: Prompt) {
  const random = seededRandom(prompt.seed);
  const world = readStoryWorld(prompt, random, LEAST_PEOPLE);
  // Batches of one book must agree on the order in which they deal.
  const bookSeed = `${prompt.text("title")} ${world.people.map(({ name }) => name).join(" ")}`;
  const batch = prompt.json("batch", batchSection);
  const from = Math.max(1, batch.from);
  const to = Math.min(Math.max(from, batch.to), from + MOST_CHAPTERS - 1);
  const of = Math.max(to, batch.of);
  const shares = shareOut(batch.words || 1000 * (to - from + 1), to - from + 1, random);
  const titles = new Set(
    prompt.json("earlier_chapters", earlierChaptersSection).map(({ title }) => title.toLowerCase()),
  );
  return {
    chapters: shares.map((words, at) => {
      const number = from + at;
      const title = freshTitle(number, bookSeed, world, titles);
      titles.add(title.toLowerCase());
      const events = eventsOf(number, of, bookSeed, world);
      const link = deal(linesOf(planPhrases.chapterLink), bookSeed, number);
      return {
        number,
        title,
        pointOfView: narratorOf(number, world).name,
        summary: `${sentence(nth(events, 0))} ${sentence(`${link}, ${nth(events, events.length - 1)}`)}`,
        beats: events.map(sentence),
        words,
      };
    }),
  };
}

/** Mostly the first of the cast; every third chapter one of the others. */
function narratorOf(number: number, { people }: StoryWorld) {
  return nth(people, number % 3 === 0 ? number / 3 : 0);
}

/** Three to five events, each from its place on the arc of the book. */
function eventsOf(number: number, of: number, bookSeed: string, world: StoryWorld): string[] {
  const { people, places, things } = world;
  const pointOfView = narratorOf(number, world);
  const others = people.filter((person) => person !== pointOfView);
  const count = 3 + (number % 3);
  return Array.from({ length: count }, (_, beat) => {
    const position = (number - 1 + (beat + 0.5) / count) / of;
    const { events } = arc.find(({ until }) => position <= until) ?? arc[4];
    const other = nth(others, number + beat);
    const swapped = beat % 3 === 2;
    const event = renderPhrase(
      deal(linesOf(events), bookSeed, number * 5 + beat),
      rolesIn(world, {
        actor: swapped ? other : pointOfView,
        other: swapped ? pointOfView : other,
        place: nth(places, number + beat),
        // Every other event is about what comes first in the premise.
        thing: nth(things, beat % 2 === 0 ? 0 : number),
        second: nth(things, number + 1),
      }),
    );
    if (beat % 2 === 0 || /,| and /.test(event)) return event;
    return `${event}, ${deal(linesOf(planPhrases.turnOfEvents), bookSeed, number * 5 + beat)}`;
  });
}

function freshTitle(
  number: number,
  bookSeed: string,
  { people }: StoryWorld,
  taken: ReadonlySet<string>,
): string {
  for (let turn = number - 1; ; turn += MOST_CHAPTERS) {
    const word = (list: string): string => deal(list.split(/\s+/), bookSeed, turn);
    const noun = word(titleWords.nouns);
    const title = capitalized(
      deal(linesOf(titleWords.shapes), bookSeed, turn)
        .replace("<a noun>", withArticle(noun))
        .replace("<noun>", noun)
        .replaceAll("<mate>", word(titleWords.mates))
        .replace("<time>", word(titleWords.times))
        .replace("<name>", nth(people, turn).short),
    );
    if (!taken.has(title.toLowerCase())) return title;
  }
}
