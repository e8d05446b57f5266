import { type Page, chromium } from "playwright-core";
import { test } from "vitest";
import { findChromium } from "#scripts/find-program.mjs";

const executablePath = findChromium();
// Chromium's sandbox refuses to run as root, which is what containers do.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/**
 * `test` with a `page` in a real Chromium: each test gets a new profile, so a new visitor, and fails
 * when the page has thrown, or its content policy has stopped something. Without a Chromium these tests are skipped and say why.
 */
export const browserTest = test
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
    if (executablePath === undefined) return null;
    const browser = await chromium.launch({ executablePath, args });
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("page", async ({ browser, skip }, { onCleanup }): Promise<Page> => {
    if (browser === null) return skip("chromium is not installed (apt-get install chromium)");
    const context = await browser.newContext();
    const page = await context.newPage();
    const thrown: Error[] = [];
    page.on("pageerror", (error) => thrown.push(error));
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted/.test(message.text()))
        thrown.push(new Error(message.text()));
    });
    onCleanup(async () => {
      await context.close();
      if (thrown.length > 0) throw new AggregateError(thrown, "The page threw.");
    });
    return page;
  });
