import { fantasy } from "./genre-fantasy.ts";
import { general } from "./genre-general.ts";
import { historical } from "./genre-historical.ts";
import { horror } from "./genre-horror.ts";
import { literary } from "./genre-literary.ts";
import { mystery } from "./genre-mystery.ts";
import { romance } from "./genre-romance.ts";
import { scienceFiction } from "./genre-science-fiction.ts";
import { thriller } from "./genre-thriller.ts";
import type { PhraseLines } from "./phrasebook.ts";

/** A genre's own vocabulary. */
export type GenreLines = PhraseLines & typeof general;

const known: readonly (readonly [RegExp, GenreLines])[] = [
  [/fantas|magic|fairy|myth|sword|dragon/, fantasy],
  [/science|sci-?fi|\bsf\b|space|cyber|dystop|robot|future/, scienceFiction],
  [/myster|crime|detective|whodunn?it|noir|cosy|cozy/, mystery],
  [/roman|love/, romance],
  [/histor|regency|victorian|medieval|western|\bwar\b/, historical],
  [/thriller|suspense|spy|espionage|action/, thriller],
  [/horror|gothic|ghost|paranormal|supernatural|weird/, horror],
  [/literary|drama|family|contemporary|coming/, literary],
];

/** The vocabulary for a genre as people name it; the first that the name hints at, or the general one. */
export function genreLines(genre: string): GenreLines {
  const hits = known
    .map(([pattern, lines]) => ({ lines, at: genre.toLowerCase().search(pattern) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  return hits[0]?.lines ?? general;
}

/** Whether people of this genre have one name, and an uncommon one. */
export function isFarAway(genre: GenreLines): boolean {
  return genre === fantasy || genre === scienceFiction;
}
