import { nth } from "./deal.ts";
import { placeInSentence, settingOf } from "./nouns.ts";
import { toPerson, type Person } from "./people.ts";
import { pointOfViewOf } from "./plan-scenes.ts";
import { prosePhrasebook } from "./prose-phrasebook.ts";
import type { Prompt } from "./read-prompt.ts";
import { seededRandom } from "./seeded-random.ts";
import type { Owner } from "./sentence-space.ts";
import { chapterSection, sceneSection } from "./story-sections.ts";
import { readStoryWorld, thingsOf } from "./story-world.ts";
import { writeScene } from "./write-scene.ts";

const LEAST_PEOPLE = 2;
const WORDS = { most: 20_000, unasked: 150 };
const THINGS_IN_A_SCENE = 3;
const LONGEST_PHRASE = 160;

/**
 * The answer to any request for prose: a scene drafted, continued (there is a section `draft`) or
 * told again (`rewrite`). A request without sections gets a scene about the names and things in it.
 */
export function writeProse(prompt: Prompt): string {
  const random = seededRandom(prompt.seed);
  const world = readStoryWorld(prompt, random, LEAST_PEOPLE);
  const chapter = prompt.json("chapter", chapterSection);
  const scene = prompt.json("scene", sceneSection);
  const kind = kindOf(prompt);
  const draft = prompt.text("draft");
  const people = peopleIn(scene.characters, pointOfViewOf(chapter, world.people), world.people);
  const place =
    scene.location.trim() === ""
      ? nth(world.places, chapter.number)
      : placeInSentence(scene.location);
  const plan = [scene.goal, scene.conflict, scene.outcome, chapter.summary, ...chapter.beats];
  return writeScene(
    {
      people,
      place,
      things: thingsOf(world, plan.join("\n")).slice(0, THINGS_IN_A_SCENE),
      goal: infinitiveIn(scene.goal),
      conflict: nounPhraseIn(scene.conflict, world.people),
      outcome: nounPhraseIn(scene.outcome, world.people),
      words: wordsAsked(prompt),
      opens: kind !== "continuation",
      // The first scene of a chapter introduces everybody anew.
      before: `${scene.number > 1 ? prompt.text("previous_text") : ""}\n${draft}`,
      draft,
    },
    random,
    {
      // Of the sections, these alone stay as they are as long as the book is written.
      phrasebook: prosePhrasebook(prompt.text("genre"), nth(world.people, 0).name),
      owner: { kind, chapter: chapter.number, scene: scene.number },
      lane: chapter.number * scene.of + scene.number,
      avoid: [prompt.text("previous_text"), draft, prompt.text("rewrite")].join("\n"),
      setting: settingOf(place),
    },
  );
}

function kindOf(prompt: Prompt): Owner["kind"] {
  if (prompt.text("rewrite") !== "") return "retelling";
  return prompt.text("draft") === "" ? "draft" : "continuation";
}

/** The section `words`, or what the request says in passing ("about 300 words"). */
function wordsAsked(prompt: Prompt): number {
  const asked =
    prompt.text("words") || (/(?<!\d)(\d{1,9})\s{1,4}words/.exec(prompt.userText)?.[1] ?? "");
  const number = Number(asked) >= 1 ? Number(asked) : WORDS.unasked;
  return Math.min(Math.round(number), WORDS.most);
}

/** The people of a scene, its point of view first; two at least. */
function peopleIn(
  characters: readonly string[],
  pointOfView: Person,
  cast: readonly Person[],
): Person[] {
  const present = characters
    .filter((name) => name.trim() !== "")
    .map((name) => cast.find((person) => person.name === name) ?? toPerson(name, "", ""));
  const first =
    present.length === 0 || present.includes(pointOfView) ? pointOfView : nth(present, 0);
  const people = [...new Set([first, ...present])];
  return people.length > 1
    ? people
    : [...people, ...cast.filter((one) => one !== first).slice(0, 1)];
}

/** A goal that can stand after "had come": "to find the ledger". */
function infinitiveIn(goal: string): string | null {
  const phrase = goal.trim().replace(/\.$/, "");
  return /^to \p{Ll}/u.test(phrase) && isPhrase(phrase) ? phrase : null;
}

/** A conflict or outcome that can stand after "there was": "a locked door", "Teodor's fear". */
function nounPhraseIn(text: string, people: readonly Person[]): string | null {
  const phrase = text.trim();
  const begins = /^\p{Ll}/u.test(phrase) || people.some(({ short }) => phrase.startsWith(short));
  return begins && isPhrase(phrase) ? phrase : null;
}

function isPhrase(text: string): boolean {
  return text.length <= LONGEST_PHRASE && !/[.!?…;:"“”\n]/.test(text);
}
