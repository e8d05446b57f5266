// What models say around the prose they were asked for. Every pattern is anchored, bounded, and
// errs towards prose: a narrator may well begin with "Here is the thing:".

const longestHeading = 160;
const longestNote = 400;

const units =
  "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const numeral = `(?:\\d{1,3}|[ivxlc]{1,7}|(?:${tens})(?:-[a-z]{3,5})?|${units})`;

const markdownHeading = /^#{1,6}\s+\S/;
const numberedHeading = new RegExp(
  `^(?:chapter|scene|part)\\s${numeral}(?:\\s?[:.–—-](.{0,140}))?$`,
  "iu",
);
const namedHeading = /^(?:prologue|epilogue|interlude):?$/i;

/** Whether a line is a Markdown heading, or `Chapter 3: The Storm`, `Scene two`, `Prologue` and the like. */
export function isHeading(line: string): boolean {
  const bare = withoutMarks(line);
  if (bare.length > longestHeading) return false;
  if (markdownHeading.test(line.trim()) || namedHeading.test(bare)) return true;
  const match = numberedHeading.exec(bare);
  // "Chapter 12. That was where she had stopped." is a sentence.
  return match !== null && !/\S\.$/.test(match[1] ?? "");
}

const interjection =
  "(?:(?:sure(?: thing)?|certainly|absolutely|of course|okay|great|understood)[,.!:]? )";
const presents = "(?:here(?: is|['’]s)|below is|the following is|i(?:['’]ve| have) written)";
const work = "(?:scene|chapter|draft|continuation|rewrite|prose)";
const owner = "(?:,? (?:for|of|in|with|as requested|you asked|based|written)\\b.{0,100})?";
const announcements = [
  new RegExp(
    `^${interjection}?${presents} (?:[\\w'’-]{1,20} ){0,4}?${work}(?: ${numeral})?${owner}:$`,
    "iu",
  ),
  new RegExp(`^${interjection}${presents} .{0,60}\\b(?:${work}|story|text)\\b.{0,80}[:.!]$`, "iu"),
];

/** Whether a line says that the prose comes next: "Sure! Here is the scene:". */
export function isAnnouncement(line: string): boolean {
  const bare = withoutMarks(line);
  return bare.length <= longestHeading && announcements.some((pattern) => pattern.test(bare));
}

const change =
  "(?:changes?|revis\\w{1,6}|adjust\\w{0,6}|edits?|continu\\w{1,6}|expan\\w{1,6}|tweak\\w{0,4}|rewrit\\w{1,4}|feedback|scene|chapter|draft|version|tone)";
const notes = [
  new RegExp(`^end of (?:scene|chapter|part|excerpt|draft)(?: ${numeral})?(?::.{0,140})?$`, "iu"),
  /^(?:(?:approximate|total|final) )?(?:word count|words):? (?:about |approximately |[~≈] ?)?[\d,.]{1,9}(?: words)?\.?$/iu,
  new RegExp(`^(?:please )?let me know (?:if|whether|what|how|when) .*\\b${change}\\b`, "iu"),
  new RegExp(`^(?:would you like|do you want) me to .*\\b${change}\\b.*\\?$`, "iu"),
  new RegExp(`^feel free to .*\\b${change}\\b`, "iu"),
  /^i hope (?:you|this|the) .*\b(?:scene|chapter|draft|version)\b/iu,
];
const bracketedNotes = [
  /^(?:the )?end(?: of (?:the |this )?(?:scene|chapter|part|excerpt|draft|story|novel)\b.{0,140})?\.?$/iu,
  /^(?:about |approximately |[~≈] ?)?[\d,.]{1,9} words\.?$/iu,
  /^(?:author['’]s )?note:/iu,
];

/** Whether a line speaks about the text instead of being part of it: "[End of scene]", "Word count: 412". */
export function isNote(line: string): boolean {
  const bare = withoutMarks(line);
  if (bare.length > longestNote) return false;
  const inBrackets = /^[[(].*[\])]$/u.test(bare);
  const inside = inBrackets ? bare.slice(1, -1).trim() : bare;
  return (
    notes.some((pattern) => pattern.test(inside)) ||
    (inBrackets && bracketedNotes.some((pattern) => pattern.test(inside)))
  );
}

/** Whether a line opens or closes a Markdown code block. */
export function isFence(line: string): boolean {
  return /^(?:`{3,8}|~{3,8})\s?\w{0,20}$/u.test(line.trim());
}

function withoutMarks(line: string): string {
  return line.replaceAll(/[*_]/g, "").trim();
}
