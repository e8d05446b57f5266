import type { Book } from "./book.ts";
import { oneLine } from "./chapter-blocks.ts";

const moment = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});
const count = new Intl.NumberFormat("en-US");
// A short book may cost less than a cent, and its reader should see that it did cost something.
const dollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 6,
});

/** What the colophon page says, as names and values in their order; each is one line of plain text. */
export function colophonEntries({ chapters, colophon }: Book): [name: string, value: string][] {
  const { models, promptVersions, finishedAt } = colophon;
  const entries: [string, string][] = [
    ["Written by", models.join(", ") || "nobody yet"],
    ["Words", `${count.format(colophon.words)} in ${plural(chapters.length, "chapter")}`],
    ["Model calls", count.format(colophon.calls)],
    ["Cost", dollars.format(colophon.costUsd)],
    ["Prompts", promptVersions.join(", ") || "none"],
    ["Begun", inUtc(colophon.createdAt)],
    ["Finished", finishedAt === null ? `not yet (${colophon.status})` : inUtc(finishedAt)],
    ["Novel", colophon.novelId],
    ["Trace", colophon.traceId],
  ];
  return entries.map(([name, value]) => [name, oneLine(value)]);
}

function plural(number: number, noun: string): string {
  return `${count.format(number)} ${noun}${number === 1 ? "" : "s"}`;
}

function inUtc(stamp: string): string {
  return `${moment.format(new Date(stamp))} UTC`;
}
