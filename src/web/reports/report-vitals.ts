import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from "web-vitals";
import type { ClientReport } from "#/contract/reports.ts";

/** Sends the web vitals of a page, all at once, when its reader leaves it or looks elsewhere. */
export function reportVitals(page: Document, send: (report: ClientReport) => void): void {
  const waiting = new Map<Metric["name"], number>();
  const keep = ({ name, value }: Metric) =>
    waiting.set(name, name === "CLS" ? value : value / 1_000);
  for (const watch of [onCLS, onFCP, onINP, onLCP, onTTFB]) watch(keep);
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState !== "hidden" || waiting.size === 0) return;
    send({ vitals: [...waiting].map(([name, value]) => ({ name, value })) });
    waiting.clear();
  });
}
