import type { Page } from "playwright-core";
import { expect } from "vitest";
import { askForNovel } from "#test/harness/ask-for-novel.ts";
import { browserTest } from "#test/harness/browser.ts";
import { serveEach } from "#test/harness/serve-each.ts";

const colophon = serveEach();

/** Where the letters of our own `words` stand on the page, from left to right; null where they are not shown. */
async function placesOf(page: Page, words: string): Promise<number[] | null> {
  return page.evaluate((sought) => {
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const start = node.nodeValue?.lastIndexOf(sought) ?? -1;
      if (start === -1) continue;
      const range = document.createRange();
      const lefts = Array.from(sought, (_letter, at) => {
        range.setStart(node, start + at);
        range.setEnd(node, start + at + 1);
        return range.getBoundingClientRect().left;
      });
      if (lefts.some((left) => left > 0)) return lefts;
    }
    return null;
  }, words);
}

browserTest(
  "marks in a title that nothing ends turn no word of ours behind it",
  async ({ page }) => {
    // It waits for its review, so that it is not over before the last title.
    await askForNovel(page, colophon.url, { words: 2_000, chapters: 2, review: true });
    const id = page.url().split("/").at(-1);
    for (const title of ["Salt\u202edaoR", "Salt\u2069\u202edaoR", "Salt\u202bRoad"]) {
      const changed = await page.evaluate(
        async ([novel, wanted]) => {
          const answer = await fetch(`/api/novel/${novel}`, {
            method: "PATCH",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ title: wanted }),
          });
          return answer.status;
        },
        [id, title],
      );
      expect(changed).toBe(200);
      await page.reload();
      await page.getByText("with no budget").first().waitFor();
      await page.getByRole("button", { name: "Cancel", exact: true }).click();
      for (const ours of ["budget.", "”?"]) {
        const places = await placesOf(page, ours);
        expect([title, ours, places]).toEqual([title, ours, places?.toSorted((a, b) => a - b)]);
      }
      expect(await page.title()).toMatch(/^\u2068[A-Za-z]+\u2069 \([a-z ]+\) · Colophon$/);
    }
  },
);
