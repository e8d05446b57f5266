import { seededRandom, shuffled } from "./seeded-random.ts";

export interface Phrase {
  readonly text: string;
  /** Where the phrase is at home, if not everywhere. */
  readonly setting: "indoors" | "outdoors" | null;
}

/** A sentence shape: fixed pieces of text, with a draw from a list between each two of them. */
export interface Shape {
  readonly id: string;
  readonly pieces: readonly string[];
  readonly lists: readonly string[];
  readonly lengths: readonly number[];
  /** How many different sentences the shape has. */
  readonly size: number;
}

export interface Phrasebook {
  /** The shapes of a kind; throws for a kind that the book does not have. */
  shapes(kind: string): readonly Shape[];
  /** The phrases of a list, in an order of this book's own. */
  phrases(list: string): readonly Phrase[];
}

/** Raw data: under each name, phrases or shapes on a line each. */
export type PhraseLines = Readonly<Record<string, string>>;

/** The lines of a text that are not empty, trimmed. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/**
 * Reads phrase lists and sentence shapes. Lists of the same name are joined; a phrase may end in
 * `@indoors` or `@outdoors`. A shape draws from lists by `<name>`. `seed` decides the order of the
 * phrases: two phrasebooks of one seed and the same data are alike. Throws on a shape that names
 * no list.
 */
export function createPhrasebook(input: {
  phrases: readonly PhraseLines[];
  shapes: PhraseLines;
  seed: string;
}): Phrasebook {
  const lists = new Map<string, readonly Phrase[]>();
  for (const source of input.phrases) {
    for (const [name, phrases] of readLists(source)) {
      lists.set(name, [...(lists.get(name) ?? []), ...phrases]);
    }
  }
  for (const [name, phrases] of lists) {
    lists.set(name, shuffled(phrases, seededRandom(`${input.seed} ${name}`)));
  }
  const phrasesOf = (name: string) => found(lists, name);
  const kinds = new Map(
    Object.entries(input.shapes).map(([kind, text]) => [
      kind,
      linesOf(text).map((line) => readShape(line, (list) => phrasesOf(list).length)),
    ]),
  );
  return { shapes: (kind) => found(kinds, kind), phrases: phrasesOf };
}

function found<Value>(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`the phrasebook has no "${name}"`);
  return value;
}

const read = new WeakMap<PhraseLines, ReadonlyMap<string, readonly Phrase[]>>();

/** The same lists are read for every request: once is enough. */
function readLists(source: PhraseLines): ReadonlyMap<string, readonly Phrase[]> {
  const lists =
    read.get(source) ??
    new Map(Object.entries(source).map(([name, text]) => [name, linesOf(text).map(readPhrase)]));
  read.set(source, lists);
  return lists;
}

function readPhrase(line: string): Phrase {
  const [end, setting] = /\s?@(indoors|outdoors)$/.exec(line) ?? ["", null];
  const text = line.slice(0, line.length - end.length);
  return { text, setting: setting as "indoors" | "outdoors" | null };
}

function readShape(line: string, lengthOf: (list: string) => number): Shape {
  const parts = line.split(/<(\w+)>/);
  const lists = parts.filter((_, at) => at % 2 === 1);
  const lengths = lists.map(lengthOf);
  return {
    id: line,
    pieces: parts.filter((_, at) => at % 2 === 0),
    lists,
    lengths,
    size: lengths.reduce((product, length) => product * length, 1),
  };
}
