// What models say around the prose they were asked for. Every pattern is anchored, bounded, and
// errs towards prose: a narrator may well begin with "Here is the thing:".

const longestHeading = 160;
const longestNote = 400;

const units =
  "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const numeral = `(?:\\d{1,3}|[ivxlc]{1,7}|(?:${tens})(?:-[a-z]{3,5})?|${units})`;

const markdownMark = /^#{1,6}\s+/;
const emphasized = /^(\*\*|__)\S.*\1$/;
const numberedHeading = new RegExp(
  `^(?:chapter|scene|part)\\s${numeral}(?:\\s?[:.–—-](.{0,140}))?$`,
  "iu",
);
const namedHeading = /^(?:prologue|epilogue|interlude):?$/i;
const statement = /\S\.["”’]?$/;
const sentence = /\S[.!?…]["”’]?$/;

/**
 * Whether a line is a Markdown heading, or `Chapter 3: The Storm`, `Scene two`, `Prologue` and the
 * like. "Part two—was it over?" is a sentence; only a line set as a heading may ask or shout.
 */
export function isHeading(line: string): boolean {
  const bare = withoutMarks(line);
  if (bare.length > longestHeading) return false;
  const title = bare.replace(markdownMark, "");
  const inMarkdown = title !== bare && title !== "";
  if (namedHeading.test(title)) return true;
  const numbered = numberedHeading.exec(title);
  if (numbered === null) return inMarkdown && !statement.test(title);
  const marked = inMarkdown || emphasized.test(line.trim());
  return !(marked ? statement : sentence).test(numbered[1] ?? "");
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

const textNoun = "(?:scene|chapter|draft|version|text|story|excerpt|passage|novel)s?";
// "The chapter of my life" is none of ours.
const ourText = `\\b(?:(?:this|the|another|any|next)(?: [\\w'’-]{1,20})? ${textNoun}|(?:scene|chapter|part) ${numeral})\\b(?! of\\b)`;
const workOnIt =
  "\\b(?:continue|proceed|revise|rewrite|write|draft|adjust|change|edit|modify|expand|extend|shorten|tweak|polish|refine|make)\\b";
const wish = "you(?:['’]d like| would like| want| need| prefer)";
const preface = "(?:i hope (?:you|this) [^.!?]{1,60}[.!?] )?";
const notes = [
  new RegExp(`^end of (?:scene|chapter|part|excerpt|draft)(?: ${numeral})?(?::.{0,140})?$`, "iu"),
  /^(?:(?:approximate|total|final) )?word count:? (?:about |approximately |[~≈] ?)?[\d,.]{1,9}(?: words)?\.?$/iu,
  new RegExp(
    `^${preface}(?:please )?let me know (?:if|whether|what|how|when) ${wish} .*${workOnIt}.*${ourText}`,
    "iu",
  ),
  new RegExp(
    `^${preface}(?:please )?let me know if (?:${wish}|there are) (?:any|some) (?:other |further |more )?(?:changes|edits|revisions|adjustments|tweaks)\\b`,
    "iu",
  ),
  new RegExp(`^${preface}(?:would you like|do you want) me to ${workOnIt}.*${ourText}.*\\?$`, "iu"),
  new RegExp(
    `^${preface}(?:please )?feel free to (?:ask|tell me|request|${workOnIt}).*${ourText}`,
    "iu",
  ),
  new RegExp(`^i hope you (?:enjoy|like|love)(?:e?d)? this ${textNoun}\\b(?! of\\b)`, "iu"),
  new RegExp(`^i hope this ${textNoun} (?:works|meets|captures|fits|matches|is what you)\\b`, "iu"),
];
const bracketedNotes = [
  /^(?:the )?end(?: of (?:the |this )?(?:scene|chapter|part|excerpt|draft|story|novel)\b.{0,140})?\.?$/iu,
  /^(?:about |approximately |[~≈] ?)?[\d,.]{1,9} words\.?$/iu,
  /^(?:total )?words: [\d,.]{1,9}$/iu,
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
