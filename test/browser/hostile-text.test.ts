import { afterEach, beforeEach, expect } from "vitest";
import { type FaultModelServer, startModelServer } from "#test/faults/model-server.ts";
import { browserTest } from "#test/harness/browser.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";

const markup =
  '<img src=x onerror="document.title=1"><script>document.title=1</script><a href="javascript:document.title=1">click</a>';
const markdown = "[click](javascript:alert) ![image](http://127.0.0.1:9/image.png)";

let server: FaultModelServer;
let colophon: RunningColophon;

beforeEach(async () => {
  server = await startModelServer({ proseEnd: `\n\n${markup} ${markdown}` });
  colophon = await startColophon({
    env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model" },
  });
});

afterEach(async () => {
  await colophon.stop();
  await server.close();
});

// The page fixture fails when anything is thrown, or stopped by the content policy: nothing may even try.
browserTest(
  "markup in a title and in the model's answers is shown as the words that it is",
  async ({ page }) => {
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(colophon.url)) elsewhere.push(request.url());
    });
    await page.goto(colophon.url);
    await page.getByRole("button", { name: "Use an example premise" }).click();
    await page.getByLabel("Title").fill(markup.slice(0, 60));
    await page.getByLabel("Words", { exact: true }).fill("1000");
    await page.getByLabel("Chapters", { exact: true }).fill("1");
    await page.getByRole("button", { name: "Write this novel" }).click();
    await page.getByRole("heading", { level: 1, name: markup.slice(0, 60) }).waitFor();
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
