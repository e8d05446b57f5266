type Messages = readonly { role: string; content: string }[];

/** The text of a tagged section of the prompt's material; empty when it is not there. */
function section(messages: Messages, name: string): string {
  const material = messages[1]?.content ?? "";
  const start = material.indexOf(`<${name}>\n`);
  const end = material.indexOf(`\n</${name}>`, start);
  return start === -1 || end === -1 ? "" : material.slice(start + name.length + 3, end);
}

function json(messages: Messages, name: string): unknown {
  return JSON.parse(section(messages, name));
}

/** The chapter that the prompt is about. */
const chapterOf = (messages: Messages) => json(messages, "chapter") as Chapter;

interface Chapter {
  number: number;
  title: string;
  targetWords: number;
}

/** A plain but valid answer for each of the product's response schemas. */
export function answerInJson(schema: string, messages: Messages): unknown {
  switch (schema) {
    case "premise_analysis":
      return {
        logline: "A keeper of records finds a page that is not hers.",
        themes: ["memory", "debt"],
        tone: "dry",
        voice: "close third person",
        setting: "a harbour town",
        conflict: "to keep the page or to give it back",
        cast: [
          { name: "Ines Corvo", role: "archivist", want: "the truth", flaw: "pride" },
          { name: "Tobias Ruhl", role: "harbour master", want: "quiet", flaw: "fear" },
        ],
      };
    case "story_bible":
      return {
        characters: [
          { name: "Ines Corvo", role: "archivist", description: "tall", voice: "clipped" },
          { name: "Tobias Ruhl", role: "harbour master", description: "stout", voice: "slow" },
        ],
        locations: [{ name: "the archive", description: "cold and dusty" }],
        rules: ["no ship sails on a Sunday"],
        style: { narration: "third person, close", tense: "past", notes: "short sentences" },
      };
    case "outline_batch": {
      const { from, to, words } = json(messages, "batch") as {
        from: number;
        to: number;
        words: number;
      };
      const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      return {
        chapters: numbers.map((number) => ({
          number,
          title: `Page ${number}`,
          pointOfView: "Ines Corvo",
          summary: `Ines reads page ${number}.`,
          beats: [`she opens page ${number}`, `Tobias asks about page ${number}`],
          words: Math.round(words / numbers.length),
        })),
      };
    }
    case "scene_plan": {
      const { count } = json(messages, "scenes") as { count: number };
      const { targetWords } = chapterOf(messages);
      return {
        scenes: Array.from({ length: count }, () => ({
          location: "the archive",
          characters: ["Ines Corvo", "Tobias Ruhl"],
          goal: "to read on",
          conflict: "the lamp burns low",
          outcome: "one more page is known",
          words: Math.round(targetWords / count),
        })),
      };
    }
    case "chapter_digest": {
      const { number } = chapterOf(messages);
      return {
        summary: `Ines has read page ${number}.`,
        storySoFar: `Ines has read ${number} pages.`,
        facts: [{ subject: "Ines", statement: `knows page ${number}` }],
        characters: [],
        locations: [],
      };
    }
    default:
      throw new Error(`no answer for the schema ${schema}`);
  }
}

let sentences = 0;

/** Prose of `words` × factor words, in sentences of eight words of which no two are alike. */
export function answerInProse(
  messages: Messages,
  lengthFactor: (chapter: number) => number,
): string {
  const { number } = chapterOf(messages);
  const words = Number(section(messages, "words")) * lengthFactor(number);
  const made: string[] = [];
  for (let count = 0; count < words; count += 8) {
    sentences += 1;
    made.push(`Ines turned leaf ${spell(sentences)} while Tobias counted boats.`);
  }
  const paragraphs: string[] = [];
  for (let at = 0; at < made.length; at += 5) paragraphs.push(made.slice(at, at + 5).join(" "));
  return paragraphs.join("\n\n");
}

// A word of its own for each number, so that sentences can be told apart.
function spell(number: number): string {
  return number
    .toString(26)
    .replaceAll(/[0-9a-p]/g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
}
