import { askForNovel } from "#test/harness/ask-for-novel.ts";
import { browserTest } from "#test/harness/browser.ts";
import { serveEach } from "#test/harness/serve-each.ts";

const colophon = serveEach();

browserTest(
  "a title is changed where it stands: Escape leaves it, Enter saves it, and another tab sees it",
  async ({ page }) => {
    await askForNovel(page, colophon.url, { words: 1_000, chapters: 1 });
    await page.getByRole("status", { name: "Status" }).getByText("Finished: 1 chapter.").waitFor();
    const otherTab = await page.context().newPage();
    await otherTab.goto(page.url());
    await otherTab.getByRole("heading", { level: 1, name: "The Borrowed Page" }).waitFor();

    await page.getByRole("button", { name: "Rename" }).click();
    await page.keyboard.type("Not this one");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { level: 1, name: "The Borrowed Page" }).waitFor();

    await page.getByRole("button", { name: "Rename" }).click();
    await page.keyboard.type("The Returned Page");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "The Returned Page" }).waitFor();
    await otherTab.getByRole("heading", { level: 1, name: "The Returned Page" }).waitFor();
  },
);
