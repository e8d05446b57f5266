// The two that are no characters have no place in XML, of which books are made too.
const unwritable = /[^\P{Cc}\n\r\t]|[\ufffe\uffff]/gu;

/** The text as every page, file and database can hold it: whole characters, and of the controls only lines and tabs. */
export function toPlainText(text: string): string {
  return text.replaceAll(unwritable, "").toWellFormed();
}

/** Whether a text is as `toPlainText` would leave it. */
export function isPlainText(text: string): boolean {
  return toPlainText(text) === text;
}
