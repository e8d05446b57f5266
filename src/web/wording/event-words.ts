import type { NovelEvent } from "#/contract/event.ts";
import { formatTime, formatUsd, plural } from "./format.ts";
import { isolate } from "./isolate.ts";
import { reasonSentence } from "./reason-sentence.ts";

/** What an event tells, in plain words; null for types that this app is too old to know. */
export function describeEvent(event: NovelEvent): string | null {
  switch (event.type) {
    case "novel.queued":
      return "The premise was accepted.";
    case "novel.started":
      return "The work began: the premise is being read.";
    case "analysis.completed":
      return "The premise is understood; the outline comes next.";
    case "outline.extended":
      return `The outline has ${event.data.chapters} of ${plural(event.data.of, "chapter")}.`;
    case "outline.completed":
      return `The outline is drawn: ${plural(event.data.chapters.length, "chapter")}.`;
    case "outline.awaiting-approval":
      return "The outline waits for your approval.";
    case "outline.approved":
      return "The outline was approved.";
    case "chapter.started": {
      const { number, title, attempt } = event.data;
      const again = attempt > 1 ? ` (attempt ${attempt})` : "";
      return `Chapter ${number}, “${isolate(title)}”, was begun${again}.`;
    }
    case "chapter.completed":
      return `Chapter ${event.data.number} is finished: ${plural(event.data.words, "word")}.`;
    case "chapter.failed":
      return `Chapter ${event.data.number} failed. ${reasonSentence(event.data.reason)}`;
    case "call.retried":
      return `This step will be tried again at ${formatTime(event.data.retryAt)}. ${reasonSentence(event.data.reason)}`;
    case "budget.reached": {
      const { budgetUsd, spentUsd, neededUsd } = event.data;
      return `The budget of ${formatUsd(budgetUsd)} does not allow the next call: ${formatUsd(spentUsd)} is spent, and up to ${formatUsd(neededUsd)} is needed.`;
    }
    case "novel.changed": {
      const { title, budgetUsd } = event.data;
      const budget = budgetUsd === null ? "no budget" : `a budget of ${formatUsd(budgetUsd)}`;
      return `The novel is now “${isolate(title)}”, with ${budget}.`;
    }
    case "novel.paused": {
      const { reason } = event.data;
      return `The work was paused.${reason === undefined ? "" : ` ${reasonSentence(reason)}`}`;
    }
    case "novel.resumed":
      return "The work goes on.";
    case "novel.cancelled":
      return "The novel was cancelled.";
    case "novel.failed":
      return `The writing failed. ${reasonSentence(event.data.reason)}`;
    case "novel.completed": {
      const { words, chapters, costUsd } = event.data;
      return `The book is finished: ${plural(words, "word")} in ${plural(chapters, "chapter")}, for ${formatUsd(costUsd)}.`;
    }
    default:
      return null;
  }
}
