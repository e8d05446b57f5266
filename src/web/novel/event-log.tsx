import { useSignal } from "@preact/signals";
import type { NovelEvent } from "#/contract/event.ts";
import { describeEvent } from "#/web/wording/event-words.ts";
import { formatDay, formatTime } from "#/web/wording/format.ts";

const shownAtFirst = 8;

/** What happened to the novel, newest first, in plain words. */
export function EventLog({ events }: { events: readonly NovelEvent[] }) {
  const all = useSignal(false);
  const told = events
    .map((event) => ({ ...event, words: describeEvent(event) }))
    .filter(({ words }) => words !== null)
    .toReversed();
  return (
    <section class="log" aria-labelledby="log">
      <h2 id="log">What happened</h2>
      <ol>
        {told.slice(0, all.value ? told.length : shownAtFirst).map(({ seq, at, words }) => (
          <li key={seq}>
            <time dateTime={at} title={formatDay(at)}>
              {formatTime(at)}
            </time>{" "}
            {words}
          </li>
        ))}
      </ol>
      {told.length > shownAtFirst && (
        <button
          type="button"
          class="quiet"
          aria-expanded={all.value}
          onClick={() => (all.value = !all.value)}
        >
          {all.value ? "Show the latest" : `Show all ${told.length}`}
        </button>
      )}
    </section>
  );
}
