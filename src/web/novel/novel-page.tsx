import { useRoute } from "preact-iso/router";
import type { NovelView } from "#/contract/novel.ts";
import { NotFoundPage } from "#/web/frame/not-found-page.tsx";
import { Notice } from "#/web/frame/notice.tsx";
import { NovelGate } from "#/web/frame/novel-gate.tsx";
import { useTitle } from "#/web/frame/use-title.ts";
import type { LiveNovel } from "#/web/live/live-novel.ts";
import { OutlineEditor } from "#/web/outline/outline-editor.tsx";
import { formatDay, formatUsd, plural } from "#/web/wording/format.ts";
import { isolate } from "#/web/wording/isolate.ts";
import { reasonSentence } from "#/web/wording/reason-sentence.ts";
import { isFinal, statusBadge, statusSentence } from "#/web/wording/status-words.ts";
import { BudgetForm } from "./budget-form.tsx";
import { findBudgetStop } from "./budget-stop.ts";
import { ChapterList } from "./chapter-list.tsx";
import { CommandBar } from "./command-bar.tsx";
import { DraftPane } from "./draft-pane.tsx";
import { EventLog } from "./event-log.tsx";
import { NovelTitle } from "./novel-title.tsx";
import { ProgressPanel } from "./progress-panel.tsx";

export function NovelPage() {
  const { id } = useRoute().params;
  if (id === undefined) return <NotFoundPage />;
  return (
    <NovelGate key={id} id={id}>
      {(novel, live) => <NovelScreen novel={novel} live={live} />}
    </NovelGate>
  );
}

function NovelScreen({ novel, live }: { novel: NovelView; live: LiveNovel }) {
  const { id, title, status, statusReason, params, outline, cost } = novel;
  const stop = findBudgetStop(novel, live.log.value);
  useTitle(`${isolate(title)} (${statusBadge(status).toLowerCase()})`);
  return (
    <article class="novel">
      <header>
        <p class="eyebrow">
          {[params.subgenre ?? "", params.genre].filter(Boolean).map(isolate).join(" · ")}
        </p>
        <NovelTitle title={title} live={live} />
        <p class="status" role="status" aria-label="Status">
          <strong>{stop ? "Paused: the budget is reached." : statusSentence(novel)}</strong>{" "}
          {statusReason !== null && reasonSentence(statusReason)}{" "}
          {stop && "Raise the budget, and it goes on where it stopped."}
        </p>
        {stop && <BudgetForm novel={novel} live={live} stop={stop} />}
        <Notice text={novel.notice} />
        <ProgressPanel novel={novel} live={live} />
        <CommandBar novel={novel} live={live} waitsForBudget={stop !== undefined} />
      </header>
      <div class="columns">
        <div>
          {status === "awaiting-approval" && outline !== null ? (
            <OutlineEditor id={id} novel={live} outline={outline} />
          ) : (
            <>
              <DraftPane novel={novel} live={live} />
              <ChapterList novel={novel} />
            </>
          )}
        </div>
        <aside aria-label="About this novel">
          <section aria-labelledby="account">
            <h2 id="account">The account</h2>
            <dl>
              <dt>Cost</dt>
              <dd>
                {formatUsd(cost.usd)}
                {cost.budgetUsd !== null && ` of at most ${formatUsd(cost.budgetUsd)}`}
              </dd>
              <dt>Asked for</dt>
              <dd>
                {plural(params.targetWordCount, "word")}, {plural(params.targetChapters, "chapter")}
              </dd>
              <dt>Accepted</dt>
              <dd>
                <time dateTime={novel.createdAt}>{formatDay(novel.createdAt)}</time>
              </dd>
            </dl>
            {!isFinal(status) && stop === undefined && (
              <details>
                <summary>{cost.budgetUsd === null ? "Set a budget" : "Change the budget"}</summary>
                <BudgetForm novel={novel} live={live} />
              </details>
            )}
            <details>
              <summary>The premise</summary>
              <p class="premise">{params.premise}</p>
            </details>
          </section>
          <EventLog events={live.log.value} />
        </aside>
      </div>
    </article>
  );
}
