/** A thing that the story is about: "the drowned lighthouse" at first, "the lighthouse" after that. */
export interface Thing {
  readonly full: string;
  readonly head: string;
  readonly plural: boolean;
}

/** Makes a thing of a noun with or without an article or owner: "the old tide tables", "book of names". */
export function toThing(noun: string): Thing {
  const bare = noun
    .trim()
    .replace(/^(?:the|a|an|his|her|its|their|this|that|these|those|some|every|each)\s+/i, "")
    .replaceAll(/[.!?;:"“”]/g, "");
  const [before = bare] = bare.split(" of ");
  const head = before.split(" ").at(-1) ?? bare;
  return { full: `the ${bare}`, head: `the ${head}`, plural: isPlural(head) };
}

/** Whether a text has the thing's noun in it: "The Letters burn" has "the letters". */
export function mentionsThing(text: string, { head }: Thing): boolean {
  return text.toLowerCase().includes(head.replace(/^the /, "").toLowerCase());
}

/** Whether a noun looks like a plural: "letters", but not "glass", "news" or "compass". */
export function isPlural(noun: string): boolean {
  if (/^(?:men|women|children|people|teeth|feet|mice|geese)$/i.test(noun)) return true;
  return /[^siu]s$/i.test(noun) && !/^(?:news|lens|gas|canvas|atlas|christmas)$/i.test(noun);
}

/** The noun with "a" or "an" before it, by its first sound as far as spelling tells. */
export function withArticle(noun: string): string {
  const vowel = /^(?:[aeio]|u(?!ni|se|su|ti|ri)|hon|hour|heir)/i.test(noun);
  return `${vowel ? "an" : "a"} ${noun}`;
}

/** A place's name as it stands inside a sentence: "The Salt Archive" becomes "the Salt Archive". */
export function placeInSentence(name: string): string {
  const clean = name.replaceAll(/[.!?;:"“”]/g, "").trim();
  if (/^(?:the|an?|our|his|her|their)\s/i.test(clean))
    return clean[0]?.toLowerCase() + clean.slice(1);
  const proper = /^\p{Lu}\S*(?:\s+(?:\p{Lu}|of\b|the\b|and\b|\d)\S*)*$/u.test(clean);
  return proper ? clean : `the ${clean[0]?.toLowerCase() ?? ""}${clean.slice(1)}`;
}

const surfaces =
  /\b(?:island|isle|shore|beach|bridge|deck|roof|pier|quay|road|street|stairs?|steps|hill|row|coast|rock|skerry|lane|seafront|line|wall|walk|wharf)\b/i;
const insides =
  /\b(?:room|rooms|house|hall|archive|library|cellar|church|chapel|tower|cottage|studio|office|laboratory|corridor|kitchen|bedroom|wing|shop|bookshop|bakery|hotel|inn|school\w*|prison|hospital|theatre|castle|palace|temple|vault|clinic|crawlway|passage|undercroft|conservatory|granary|station|ship|starship|base|lighthouse|museum|café|annexe|asylum|nursery)\b/i;
const outsides =
  /\b(?:city|town|village|forest|wood|woods|garden|orchard|bay|yard|court|market|valley|desert|park|field|green|harbour|port|marsh|quarry|graveyard|churchyard|crossroads|ford|gate|well|boatyard|vineyard|allotment)\b/i;

/** "in", "on" or "at" the place. */
export function locative(place: string): string {
  if (surfaces.test(place)) return `on ${place}`;
  return insides.test(place) || outsides.test(place) ? `in ${place}` : `at ${place}`;
}

/** Whether a place has a roof, as far as its name tells. */
export function settingOf(place: string): "indoors" | "outdoors" | null {
  if (insides.test(place)) return "indoors";
  return surfaces.test(place) || outsides.test(place) ? "outdoors" : null;
}
