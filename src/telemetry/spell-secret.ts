// At each level of JSON within JSON the backslashes double.
const backslashes = String.raw`(?:\\|%5[Cc])`;

/**
 * The source of a regular expression that finds `secret` as it is, as JSON spells it at any depth of
 * JSON within JSON, and percent-encoded, `+` for a space included.
 */
export function spellSecret(secret: string): string {
  return Array.from(secret.toWellFormed(), spellCharacter).join("");
}

function spellCharacter(character: string): string {
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  if (character === "\\") return `${backslashes}{1,15}`;
  const spellings = [RegExp.escape(character), percentEncoded(character)];
  if (character === " ") spellings.push(String.raw`\+`);
  const json = JSON.stringify(character).slice(1, -1);
  if (json === character) return `(?:${spellings.join("|")})`;
  return `(?:${backslashes}{0,15}(?:${spellings.join("|")})|${backslashes}{1,15}${json.slice(1)})`;
}

function percentEncoded(character: string): string {
  return Array.from(Buffer.from(character), (byte) => {
    const hex = byte.toString(16).padStart(2, "0");
    return `%${hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`;
  }).join("");
}
