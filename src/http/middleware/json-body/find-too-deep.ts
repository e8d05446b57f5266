const [quote, backslash, comma] = [0x22, 0x5c, 0x2c] as const;
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

/**
 * Finds the first bracket of JSON that opens more than `maxDepth` levels: its offset in bytes, or -1. One look at
 * the bytes that makes nothing and ends there; what is not JSON is the parser's to refuse.
 */
export function findTooDeep(json: Uint8Array, maxDepth: number): number {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === quote) {
      at = endOfText(json, at);
    } else if (sign === openObject || sign === openList) {
      depth += 1;
      if (depth > maxDepth) return at;
    } else if (sign === closeObject || sign === closeList) {
      if (depth > 0) depth -= 1;
    }
  }
  return -1;
}

/** Where the text ends whose quote is at `start`: at its other quote, or behind everything. */
function endOfText(json: Uint8Array, start: number): number {
  let at = start + 1;
  for (let sign = json[at]; sign !== quote && sign !== undefined; sign = json[at])
    at += sign === backslash ? 2 : 1;
  return at;
}

interface Level {
  isList: boolean;
  /** How many entries are behind. */
  entries: number;
  /** The last text: of an object's entry that holds brackets, its name. */
  text: string;
}

/** The way to what begins at `offset` in JSON: names of fields, as they are spelled, and places in lists. */
export function pathTo(json: Buffer, offset: number): (string | number)[] {
  const levels: Level[] = [];
  for (let at = 0; at < offset; at += 1) {
    const sign = json[at];
    const level = levels.at(-1);
    if (sign === quote) {
      const end = endOfText(json, at);
      if (level !== undefined) level.text = json.toString("utf8", at + 1, end);
      at = end;
    } else if (sign === openObject || sign === openList) {
      levels.push({ isList: sign === openList, entries: 0, text: "" });
    } else if (sign === closeObject || sign === closeList) {
      levels.pop();
    } else if (sign === comma && level !== undefined) {
      level.entries += 1;
    }
  }
  return levels.map(({ isList, entries, text }) => (isList ? entries : text));
}
