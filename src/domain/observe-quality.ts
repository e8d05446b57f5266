import type { ChapterQuality } from "#/contract/accounts.ts";
import type { Metrics } from "#/telemetry/metrics.ts";

/** Tells the measures of a chapter that is finished. */
export function observeQuality(
  { proseQuality }: Pick<Metrics, "proseQuality">,
  { distinct3, repeatedSentences, words, targetWords }: ChapterQuality,
): void {
  proseQuality.observe({ measure: "distinct3" }, distinct3);
  proseQuality.observe({ measure: "repeated_sentences" }, repeatedSentences);
  proseQuality.observe({ measure: "length" }, words / targetWords);
}
