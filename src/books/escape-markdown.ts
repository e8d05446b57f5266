// Characters that mean something to CommonMark or to GitHub's dialect of it, wherever they stand.
const special = /[\\`*_[\]<&~#$@]/g;
// Bare addresses, which GitHub's dialect turns into links.
const bareLink = /(?<=www)\.|:(?=\/\/)/gi;
const blockStart = /^(?:[-+=:>|]|\d{1,9}(?=[.)]))/;

// Emphasis whose marks neither touch a word from outside nor stand inside another: what any reader
// of Markdown shows as emphasis, and what leaves the words as they are.
const emphasis =
  /(?<=(?:^|[\s—–…])[("“‘]{0,2})(\*{1,3}|_{1,3})(?=[\p{L}\p{N}“"‘'])([^*_]{1,2000}?)(?<=[\p{L}\p{N}.,!?…”"’'])\1(?=$|[\s—–…]|[)”"’',;:!?.]{1,4}(?:$|[\s—–…]))/gu;

/** Writes one line so that a Markdown reader shows it as it stands, whatever it holds. */
export function escapeMarkdown(line: string): string {
  return line
    .replaceAll(special, String.raw`\$&`)
    .replaceAll(bareLink, String.raw`\$&`)
    .replace(blockStart, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** The same for a line of prose: emphasis stays emphasis. */
export function escapeProse(line: string): string {
  let escaped = "";
  let end = 0;
  for (const match of line.matchAll(emphasis)) {
    const [whole, mark = "", content = ""] = match;
    escaped += escapeMarkdown(line.slice(end, match.index)) + mark + escapeMarkdown(content) + mark;
    end = match.index + whole.length;
  }
  return escaped + escapeMarkdown(line.slice(end));
}
