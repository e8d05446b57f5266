import type { Page } from "playwright-core";
import { expect } from "vitest";
import { askForNovel } from "#test/harness/ask-for-novel.ts";
import { browserTest } from "#test/harness/browser.ts";
import { serveEach } from "#test/harness/serve-each.ts";

/** Holds the model's plan of a chapter back until the page has shown what comes before it. */
let shown = { before: 0, gate: Promise.withResolvers<void>() };

const colophon = serveEach({
  model: {
    latencyMs: 150,
    chunkMs: 40,
    async intercept({ schema }) {
      if (schema === "scene_plan" && (shown.before -= 1) === 0) await shown.gate.promise;
      return false;
    },
  },
});

/** The model plans the nth chapter only after what this returns is called. */
function holdChapter(nth: number): () => void {
  shown = { before: nth, gate: Promise.withResolvers() };
  return shown.gate.resolve;
}

const status = (page: Page) => page.getByRole("status", { name: "Status" });

/** Requests for the API that the page makes from here on. */
function countRequests(page: Page): { api: string[] } {
  const counted = { api: [] as string[] };
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) counted.api.push(`${request.method()} ${pathname}`);
  });
  return counted;
}

browserTest(
  "a novel is asked for, watched to its end without polling, and read",
  async ({ page }) => {
    const goOn = holdChapter(2);
    await askForNovel(page, colophon.url, { words: 3_000, chapters: 3 });
    const requests = countRequests(page);
    await status(page)
      .getByText(/Writing chapter [12] of 3\./)
      .waitFor();
    await page
      .getByText(/Ines turned leaf/)
      .first()
      .waitFor();
    goOn();
    await status(page).getByText("Finished: 3 chapters.").waitFor({ timeout: 60_000 });
    // One look at the novel for its outline; all else came over the socket.
    expect(requests.api.length).toBeLessThanOrEqual(3);

    await page.getByRole("link", { name: "Read", exact: true }).click();
    await page
      .getByRole("link", { name: /Begin reading|Page 1/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Page 1" }).waitFor();
    await page
      .getByText(/Ines turned leaf/)
      .first()
      .waitFor();
    await page.getByRole("link", { name: "Next chapter" }).first().click();
    await page.getByRole("heading", { name: "Page 2" }).waitFor();
  },
);

browserTest("a reload in mid-novel shows all that is there and goes on live", async ({ page }) => {
  const goOn = holdChapter(3);
  await askForNovel(page, colophon.url, { words: 4_000, chapters: 4 });
  await status(page)
    .getByText(/Writing chapter [23] of 4\./)
    .waitFor({ timeout: 60_000 });
  await page.reload();
  await status(page)
    .getByText(/Writing chapter [23] of 4\./)
    .waitFor();
  await page.getByText("Page 1", { exact: false }).first().waitFor();
  await page
    .getByText(/Ines turned leaf/)
    .first()
    .waitFor();
  goOn();
  await status(page).getByText("Finished: 4 chapters.").waitFor({ timeout: 60_000 });
  await page.goto(colophon.url);
  await page.getByRole("region", { name: "Your novels" }).getByText("The Borrowed Page").waitFor();
});

browserTest("a novel is cancelled, and nothing more is asked of the model", async ({ page }) => {
  await askForNovel(page, colophon.url, { words: 20_000, chapters: 10 });
  await status(page)
    .getByText(/Writing chapter/)
    .waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep writing" }).click();
  await status(page)
    .getByText(/Writing chapter/)
    .waitFor();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel this novel" }).click();
  await status(page)
    .getByText(/Cancelled/)
    .waitFor();
  const asked = colophon.requests.length;
  await page.waitForTimeout(1_000);
  expect(colophon.requests).toHaveLength(asked);
  expect(await page.getByRole("button", { name: "Pause" }).count()).toBe(0);
});

browserTest(
  "an outline is reviewed, edited and approved, and the book follows it",
  async ({ page }) => {
    await askForNovel(page, colophon.url, { words: 1_000, chapters: 2, review: true });
    await status(page).getByText("The outline is ready for your review.").waitFor();
    const outline = page.getByRole("region", { name: "The outline" });
    await outline.getByText("Page 1").first().click();
    await outline.getByLabel("Title").first().fill("A Door in the Sea Wall");
    await outline.getByRole("button", { name: "Approve and write" }).click();
    await status(page).getByText("Finished: 2 chapters.").waitFor({ timeout: 60_000 });
    await page.getByText("A Door in the Sea Wall").first().waitFor();
  },
);
