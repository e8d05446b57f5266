const controlCharacters = /[^\P{Cc}\n\r\t]/gu;

/** The text as every page, file and database can hold it: whole characters, and of the controls only lines and tabs. */
export function toPlainText(text: string): string {
  return text.replaceAll(controlCharacters, "").toWellFormed();
}

/** Whether a text is as `toPlainText` would leave it. */
export function isPlainText(text: string): boolean {
  return toPlainText(text) === text;
}
