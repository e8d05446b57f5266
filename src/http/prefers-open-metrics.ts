/**
 * Whether an `Accept` header would rather have OpenMetrics than Prometheus' text. Only who names it
 * can read it; of two that are equally welcome it is the richer one.
 */
export function prefersOpenMetrics(accept = ""): boolean {
  const welcome = new Map<string, number>();
  for (const range of accept.toLowerCase().split(",")) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim());
    const q = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    // What is no number is no wish.
    const weight = q === undefined ? 1 : Number(q) || 0;
    welcome.set(type, Math.max(weight, welcome.get(type) ?? 0));
  }
  const open = welcome.get("application/openmetrics-text") ?? 0;
  const text = welcome.get("text/plain") ?? welcome.get("text/*") ?? welcome.get("*/*") ?? 0;
  return open > 0 && open >= text;
}
