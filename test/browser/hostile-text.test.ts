import { expect } from "vitest";
import { askForNovel } from "#test/harness/ask-for-novel.ts";
import { browserTest } from "#test/harness/browser.ts";
import { serveEach } from "#test/harness/serve-each.ts";

const markup =
  '<img src=x onerror="document.title=1"><script>document.title=1</script><a href="javascript:document.title=1">click</a>';
const markdown = "[click](javascript:alert) ![image](http://127.0.0.1:9/image.png)";

const colophon = serveEach({ model: { proseEnd: `\n\n${markup} ${markdown}` } });

// The page fixture fails when anything is thrown, or stopped by the content policy: nothing may even try.
browserTest(
  "markup in a title and in the model's answers is shown as the words that it is",
  async ({ page }) => {
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(colophon.url)) elsewhere.push(request.url());
    });
    await askForNovel(page, colophon.url, {
      title: markup.slice(0, 60),
      words: 1_000,
      chapters: 1,
    });
    await page.getByRole("status", { name: "Status" }).getByText("Finished: 1 chapter.").waitFor();
    await page.goto(`${page.url()}/read/1`);
    const chapter = page.getByText("<script>document.title=1</script>").first();
    await chapter.waitFor();
    expect(await chapter.textContent()).toContain('<img src=x onerror="document.title=1">');
    expect(await chapter.textContent()).toContain("[click](javascript:alert)");
    expect(await page.locator("main img, main script, a[href^='javascript:']").count()).toBe(0);
    expect(await page.title()).not.toBe("1");
    expect(elsewhere).toEqual([]);
  },
);
