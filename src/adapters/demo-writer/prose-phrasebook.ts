import { genreLines } from "./genres.ts";
import { createPhrasebook, type Phrasebook } from "./phrasebook.ts";
import { actPhrases } from "./phrases-act.ts";
import { answerPhrases } from "./phrases-answer.ts";
import { endingPhrases } from "./phrases-ending.ts";
import { gesturePhrases } from "./phrases-gesture.ts";
import { mannerPhrases } from "./phrases-manner.ts";
import { memoryPhrases } from "./phrases-memory.ts";
import { momentPhrases } from "./phrases-moment.ts";
import { placePhrases } from "./phrases-place.ts";
import { plotPhrases } from "./phrases-plot.ts";
import { questionPhrases } from "./phrases-question.ts";
import { reactionPhrases } from "./phrases-reaction.ts";
import { statementPhrases } from "./phrases-statement.ts";
import { thoughtPhrases } from "./phrases-thought.ts";
import { sentenceShapes } from "./sentence-shapes.ts";

/** All shapes and phrases of narrative prose for a genre. `seed` should be the book's. */
export function prosePhrasebook(genre: string, seed: string): Phrasebook {
  return createPhrasebook({
    phrases: [
      actPhrases,
      gesturePhrases,
      reactionPhrases,
      mannerPhrases,
      momentPhrases,
      placePhrases,
      thoughtPhrases,
      memoryPhrases,
      statementPhrases,
      questionPhrases,
      answerPhrases,
      plotPhrases,
      endingPhrases,
      genreLines(genre),
    ],
    shapes: sentenceShapes,
    seed: `${genre} ${seed}`,
  });
}
