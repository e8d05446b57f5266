/** Writing from right to left, by Unicode's blocks, and the marks that turn what comes behind them. */
const mayTurn =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Embeddings, overrides and isolates, with what ends them: an end too many would end ours. */
const controls = /[\u202a-\u202e\u2066-\u2069]/g;

/** Somebody's words as they stand among ours: their direction is their own, and nothing of it goes on behind them. */
export function isolate(text: string): string {
  return mayTurn.test(text) ? `\u2068${text.replaceAll(controls, "")}\u2069` : text;
}
