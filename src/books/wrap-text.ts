const segmenter = new Intl.Segmenter("en", { granularity: "word" });

// Scripts that set no spaces between words: a line may end behind any word.
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const wide =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff00-\uff60]|\p{Emoji_Presentation}/u;

/** Breaks one line into lines of at most `columns` columns, between words only: a longer word stays whole. */
export function wrapText(line: string, columns: number): string[] {
  const lines: string[] = [];
  let current = "";
  let width = 0;
  for (const { text, space } of chunks(line)) {
    const more = space.length + columnsOf(text);
    if (current !== "" && width + more <= columns) {
      current += space + text;
      width += more;
      continue;
    }
    if (current !== "") lines.push(current);
    current = text;
    width = columnsOf(text);
  }
  return [...lines, current];
}

/** What must stay together, and the space that stands before it. */
function chunks(line: string): { text: string; space: string }[] {
  return line.split(/ +/).flatMap((token) =>
    (unspaced.test(token) ? unspacedWords(token) : [token]).map((text, index) => ({
      text,
      space: index === 0 ? " " : "",
    })),
  );
}

/** Words with the marks that follow them, so that no line begins with a full stop. */
function unspacedWords(token: string): string[] {
  const words: string[] = [];
  let opening = "";
  for (const { segment, isWordLike } of segmenter.segment(token)) {
    if (isWordLike) {
      words.push(opening + segment);
      opening = "";
    } else if (words.length === 0 || /^\p{Ps}|^\p{Pi}/u.test(segment)) opening += segment;
    else words[words.length - 1] += segment;
  }
  return opening === "" ? words : [...words, opening];
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : 1;
  return columns;
}
