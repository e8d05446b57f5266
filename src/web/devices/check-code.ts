const letters = 28;

/** What is wrong with a recovery code as it is typed: any case, any gaps, O and 0 alike. */
export function checkCode(text: string): string | undefined {
  const typed = text.replaceAll(/[\s-]/g, "");
  if (typed === "") return "Type the code that your other browser showed you.";
  if (!/^[0-9a-z]+$/i.test(typed)) return "A code has letters, digits and hyphens only.";
  if (typed.length === letters) return undefined;
  return `A code has ${letters} letters and digits; these are ${typed.length}.`;
}
