// One token each, or the white space between them; bounded by the text, without nested repetition.
const token =
  /[ \t\n\r]+|[{}[\],:]|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

type Expected = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end";

/**
 * Where a text stops being JSON (RFC 8259): the 0-based offset, in UTF-16 units, of the first token
 * that is broken or out of place; the text's length when it merely ends too soon; -1 when it is JSON.
 * V8's own messages quote the text, and often name no place.
 */
export function locateSyntaxError(text: string): number {
  const closers: string[] = [];
  let expected: Expected = "value";
  let offset = 0;
  while (offset < text.length) {
    token.lastIndex = offset;
    const found = token.exec(text)?.[0];
    if (found === undefined) return offset;
    const next: Expected | undefined = /^[ \t\n\r]/.test(found)
      ? expected
      : step(expected, found, closers);
    if (next === undefined) return offset;
    expected = next;
    offset += found.length;
  }
  return expected === "comma or end" && closers.length === 0 ? -1 : offset;
}

/** What may come after `found`; undefined when it may not stand here. `closers` are the brackets left open. */
function step(expected: Expected, found: string, closers: string[]): Expected | undefined {
  const closer = closers.at(-1);
  switch (expected) {
    case "colon":
      return found === ":" ? "value" : undefined;
    case "comma or end":
      if (found === "," && closer !== undefined) return closer === "}" ? "key" : "value";
      return found === closer ? close(closers) : undefined;
    case "key":
    case "key or }":
      if (found === "}" && expected === "key or }") return close(closers);
      return found.startsWith('"') ? "colon" : undefined;
    case "value":
    case "value or ]":
      if (found === "]" && expected === "value or ]") return close(closers);
      if (found === "{" || found === "[") {
        closers.push(found === "{" ? "}" : "]");
        return found === "{" ? "key or }" : "value or ]";
      }
      return /^[\]},:]/.test(found) ? undefined : "comma or end";
  }
}

function close(closers: string[]): Expected {
  closers.pop();
  return "comma or end";
}
