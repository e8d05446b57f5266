import { isDeepStrictEqual } from "node:util";
import type { ReceivedRequest } from "#test/faults/model-server.ts";
import type { Chapter, Client, Metrics, Novel, NovelEvent } from "./client.ts";
import { accountOf } from "./oracle.ts";
import type { Verdicts } from "./verdicts.ts";
import type { Watcher } from "./watcher.ts";

/** A novel that the API accepted with 202. */
export interface AcceptedNovel {
  id: string;
  title: string;
  chapters: number;
}

/** Everything that the outside can see of a finished novel. */
interface Finished {
  novel: Novel;
  events: NovelEvent[];
  chapters: (Chapter | undefined)[];
  book: string;
  metrics: Metrics;
}

/** Reads a novel, and says whether it is complete; undefined when it is not. */
export async function readFinished(
  verdicts: Verdicts,
  client: Client,
  { id, title, chapters }: AcceptedNovel,
): Promise<Finished | undefined> {
  const path = `/api/novel/${id}`;
  const novel = await client.read<Novel>(path);
  const completed = novel?.status === "completed";
  verdicts.check(
    "completes",
    completed,
    `${title} (${id}): ${novel === undefined ? "gone" : `${novel.status}, ${novel.statusReason ?? "no reason"}`}`,
  );
  if (!completed) return undefined;
  const events = await client.events(id);
  const texts: (Chapter | undefined)[] = [];
  for (let number = 1; number <= chapters; number += 1)
    texts.push(await client.read<Chapter>(`${path}/chapters/${number}`));
  const book = (await client.insist("GET", `${path}/book.md`)).text;
  const metrics = await client.read<Metrics>(`${path}/metrics`);
  if (metrics === undefined) throw new Error(`${path} has no metrics`);
  return { novel, events, chapters: texts, book, metrics };
}

// What the model server writes; see test/faults/model-answers.ts.
const sentence = /Ines turned leaf \w+ while Tobias counted boats\./g;

const sentencesOf = (text: string): string[] => text.match(sentence) ?? [];

/**
 * Its chapters: by the log, by the API and in the book, and word for word what the model answered.
 * What is amiss is told under `invariant`.
 */
export function checkChapters(
  verdicts: Verdicts,
  invariant: "chapters" | "bad-chapter",
  { title, chapters: count }: AcceptedNovel,
  { events, chapters, book }: Finished,
  requests: readonly ReceivedRequest[],
): void {
  const check = (holds: boolean, evidence: string) => {
    verdicts.check(invariant, holds, `${title}: ${evidence}`);
  };
  const wanted = Array.from({ length: count }, (_, index) => index + 1);
  const told = events
    .filter(({ type }) => type === "chapter.completed")
    .map(({ data }) => data.number);
  check(isDeepStrictEqual(told, wanted), `chapters told of: ${told.join(", ")}`);
  const kept = chapters.map((chapter) => chapter?.number);
  check(isDeepStrictEqual(kept, wanted), `chapters kept: ${kept.join(", ")}`);
  const texts = chapters.map((chapter) => chapter?.text ?? "");
  const printed = sentencesOf(book);
  check(
    isDeepStrictEqual(printed, texts.flatMap(sentencesOf)),
    "the book differs from its chapters",
  );
  check(new Set(printed).size === printed.length, "a sentence stands twice in the book");
  for (const [index, text] of texts.entries()) {
    const rest = text.replaceAll(sentence, "").replaceAll(/[\s*]/g, "");
    check(rest === "", `chapter ${index + 1} holds "${rest.slice(0, 80)}"`);
  }
  const used = new Set(printed);
  for (const { schema, answer, answered } of requests) {
    if (schema !== null) continue;
    const parts = sentencesOf(answer);
    const taken = parts.filter((part) => used.has(part)).length;
    if (taken > 0)
      check(
        answered && taken === parts.length,
        `${taken} sentences of an answer of ${parts.length}`,
      );
  }
}

/** Its log: numbered without a gap, and every watcher has seen exactly that. */
export function checkEvents(
  verdicts: Verdicts,
  { id, title }: AcceptedNovel,
  { events }: Finished,
  watchers: readonly Watcher[],
): void {
  const numbered = events.every(({ seq }, index) => seq === index + 1);
  verdicts.check("events", numbered, `${title}: seqs ${events.map(({ seq }) => seq).join(", ")}`);
  for (const watcher of watchers) {
    const seen = watcher.seen(id);
    verdicts.check(
      "events",
      watcher.faults(id).length === 0 && isDeepStrictEqual(seen, events),
      `${title}: ${watcher.faults(id)[0] ?? `${watcher.name} saw ${seen.length} of ${events.length} events`}`,
    );
  }
}

/** A pause that was answered stands in the log, and nothing happens until it is lifted. */
export function checkPauses(
  verdicts: Verdicts,
  { title }: AcceptedNovel,
  { events }: Finished,
  answeredPauses: number,
): void {
  const pauses = events.filter(({ type }) => type === "novel.paused").length;
  verdicts.check(
    "commands",
    pauses >= answeredPauses,
    `${title}: ${answeredPauses} pauses were answered, ${pauses} are in the log`,
  );
  for (const [index, { type }] of events.entries()) {
    if (type !== "novel.paused") continue;
    const next = events[index + 1]?.type;
    verdicts.check("commands", next === "novel.resumed", `${title}: after the pause came ${next}`);
  }
}

/**
 * Its calls, the oracle's log against the ledger as the API sums it. Nothing but kills must have come
 * between a request and its answer. Returns how many requests came to nothing.
 */
export function checkCalls(
  verdicts: Verdicts,
  { title }: AcceptedNovel,
  { metrics: { calls } }: Finished,
  requests: readonly ReceivedRequest[],
  kills: number,
): number {
  const { requests: sent, distinct, repeated } = accountOf(requests);
  const sums = `${sent} requests, ${distinct} different; ledger: ${calls.total}, ${calls.succeeded} accepted`;
  verdicts.check(
    "recorded",
    repeated.length === 0 && calls.succeeded <= distinct,
    `${title}: ${sums}; again: ${repeated.slice(0, 3).join(", ") || "none"}`,
  );
  // Who is killed after the intent and before the request has a row more.
  verdicts.check("ledger", calls.total >= sent && calls.total - sent <= kills, `${title}: ${sums}`);
  // A novel's calls follow each other: a life can waste one of them.
  const lives = new Set(requests.map(({ key }) => key)).size;
  const wasted = sent - calls.succeeded;
  verdicts.check("waste", wasted <= lives && calls.failed === 0, `${title}: ${sums}`);
  return wasted;
}
