const count = new Intl.NumberFormat("en");

/** A number with its thousands apart: `24,000`. */
export function formatCount(value: number): string {
  return count.format(value);
}

/** A count with its noun: `1 word`, `24,000 words`. */
export function plural(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? "" : "s"}`;
}

const cents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const fractions = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 2,
});

/** US dollars, with more decimals when they are few: `$12.40`, `$0.0034`. */
export function formatUsd(usd: number): string {
  return (usd > 0 && usd < 0.1 ? fractions : cents).format(usd);
}

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const time = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** The day of an ISO time, in the reader's time zone: `23 November 2026`. */
export function formatDay(iso: string): string {
  return day.format(new Date(iso));
}

/** The time of day of an ISO time, in the reader's time zone: `14:05:10`. */
export function formatTime(iso: string): string {
  return time.format(new Date(iso));
}
