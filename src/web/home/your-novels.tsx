import { useEffect, useMemo } from "preact/hooks";
import type { NovelListItem } from "#/contract/novel.ts";
import { ProblemNote } from "#/web/frame/problem-note.tsx";
import { useServices } from "#/web/frame/services.ts";
import { openNovelList } from "#/web/live/novel-list.ts";
import { formatCount, formatDay, plural } from "#/web/wording/format.ts";
import { isolate } from "#/web/wording/isolate.ts";
import { isFinal, statusBadge } from "#/web/wording/status-words.ts";

export function YourNovels() {
  const services = useServices();
  const list = useMemo(() => openNovelList(services), [services]);
  useEffect(() => () => list.close(), [list]);
  const items = list.items.value;
  return (
    <section class="your-novels" aria-labelledby="your-novels">
      <h2 id="your-novels">Your novels</h2>
      {items === null && list.problem.value === null && <p class="note">Looking…</p>}
      {items?.length === 0 && (
        <p class="note">
          None yet. The first one will stand here, from its premise to its last page.
        </p>
      )}
      <ul>
        {items?.map((item) => (
          <NovelRow key={item.id} item={item} />
        ))}
      </ul>
      <ProblemNote
        problem={list.problem.value}
        again={{ label: "Load again", run: () => void list.more() }}
      />
      {list.hasMore.value && list.problem.value === null && (
        <button type="button" onClick={() => void list.more()}>
          Show more
        </button>
      )}
      <p class="elsewhere">
        <a href="/devices">Your novels on another device</a>
      </p>
    </section>
  );
}

function NovelRow({ item }: { item: NovelListItem }) {
  const { id, title, status, progress, createdAt } = item;
  const { words, targetWords } = progress;
  return (
    <li>
      <a href={`/novels/${id}`}>{isolate(title)}</a>
      <p class="note">
        <span class={`badge ${status}`}>{statusBadge(status)}</span>{" "}
        {isFinal(status)
          ? plural(words, "word")
          : `${formatCount(words)} of ${plural(targetWords, "word")}`}
        {" · "}
        <time dateTime={createdAt}>{formatDay(createdAt)}</time>
      </p>
      {!isFinal(status) && (
        <progress
          aria-label={`How much of ${isolate(title)} is written`}
          value={words}
          max={targetWords}
        />
      )}
    </li>
  );
}
