import { countWords } from "#/contract/words.ts";
import { mentionsThing } from "./nouns.ts";
import { mentions } from "./people.ts";
import type { Prompt } from "./read-prompt.ts";
import { seededRandom } from "./seeded-random.ts";
import { chapterSection } from "./story-sections.ts";
import { readStoryWorld } from "./story-world.ts";

const LEAST_PEOPLE = 1;
const SUMMARY_WORDS = 80;
const STORY_WORDS = 200;
const LEAST_FACTS = 3;
const MOST_FACTS = 6;

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** The answer to `chapter_digest`: what happened, by the chapter's own outline. It adds nobody to the bible. */
export function digestChapter(prompt: Prompt) {
  const chapter = prompt.json("chapter", chapterSection);
  const { people, things } = readStoryWorld(prompt, seededRandom(prompt.seed), LEAST_PEOPLE);
  const written = sentencesOf(chapter.summary || prompt.text("text"));
  const summary = written.length > 0 ? written : ["Nothing is known of this chapter."];
  const named = `Chapter ${chapter.number}${chapter.title && `, “${chapter.title}”`}: `;
  const story = [...sentencesOf(prompt.text("story_so_far")), named + summary.join(" ")];
  const events = (
    chapter.beats.length >= LEAST_FACTS ? chapter.beats : [...chapter.beats, ...summary]
  ).slice(0, MOST_FACTS);
  return {
    summary: within(SUMMARY_WORDS, summary).join(" "),
    storySoFar: within(STORY_WORDS, story.toReversed()).toReversed().join(" "),
    facts: events.map((statement) => ({
      subject:
        people.find((person) => mentions(statement, person))?.name ??
        things.find((thing) => mentionsThing(statement, thing))?.full ??
        `Chapter ${chapter.number}`,
      statement,
    })),
    characters: [],
    locations: [],
  };
}

function sentencesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter(Boolean);
}

/** The first sentences that together have no more than so many words; at least one, cut if it must be. */
function within(words: number, sentences: readonly string[]): string[] {
  let left = words;
  const kept = sentences.filter((sentence) => (left -= countWords(sentence)) >= 0);
  return kept.length > 0 ? kept : [sentences[0]?.split(/\s+/).slice(0, words).join(" ") ?? ""];
}
