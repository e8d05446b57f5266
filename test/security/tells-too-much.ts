/** What no answer may hold: the inside of the program, its machine and its parts. */
const inside = [
  /\bat (async )?[\w.<>$]+ \(.*:\d+:\d+\)/,
  /file:\/\/\//,
  /node_modules/,
  /node:internal/,
  /(^|[^\w.])\/(home|root|work|usr|var|tmp|app)\/[\w.-]/,
  /\.ts:\d+/,
  /\b(Type|Range|Reference|Syntax)Error\b/,
  /SQLITE_|sqlite3?_|MongoServerError|ERR_[A-Z_]{4,}|\bE(NOENT|CONN|ACCES)\w*/,
  /\[object Object\]/,
];

/** Which of it an answer holds; undefined when none. */
export function tellsTooMuch(text: string): string | undefined {
  for (const pattern of inside) {
    const found = pattern.exec(text);
    if (found !== null) return found[0].slice(0, 80);
  }
  return undefined;
}
