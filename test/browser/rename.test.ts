import { afterEach, beforeEach } from "vitest";
import { type FaultModelServer, startModelServer } from "#test/faults/model-server.ts";
import { browserTest } from "#test/harness/browser.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";

let server: FaultModelServer;
let colophon: RunningColophon;

beforeEach(async () => {
  server = await startModelServer();
  colophon = await startColophon({
    env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model" },
  });
});

afterEach(async () => {
  await colophon.stop();
  await server.close();
});

browserTest(
  "a title is changed where it stands: Escape leaves it, Enter saves it, and another tab sees it",
  async ({ page }) => {
    await page.goto(colophon.url);
    await page.getByRole("button", { name: "Use an example premise" }).click();
    await page.getByLabel("Title").fill("The Borrowed Page");
    await page.getByLabel("Words", { exact: true }).fill("1000");
    await page.getByLabel("Chapters", { exact: true }).fill("1");
    await page.getByRole("button", { name: "Write this novel" }).click();
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
