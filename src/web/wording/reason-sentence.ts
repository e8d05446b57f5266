/**
 * A reason as the server gives it, as a whole sentence for readers: it begins with a capital and
 * ends with a stop, without what speaks to operators and programmers only.
 */
export function reasonSentence(reason: string): string {
  const told = reason
    .replace(/; the log has the details$/, "")
    // The prompt's name: "scene_plan: the model's answer cannot be used".
    .replace(/^(Waiting: )?[\w-]+: (?=the model's answer)/, "$1")
    .trim();
  const whole = /[.!?…]["”)]?$/.test(told) ? told : `${told}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
