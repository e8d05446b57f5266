import type { Page } from "playwright-core";
import { expect } from "vitest";
import { askForNovel } from "#test/harness/ask-for-novel.ts";
import { browserTest } from "#test/harness/browser.ts";
import { serveEach } from "#test/harness/serve-each.ts";

const colophon = serveEach();

const short = { words: 1_000, chapters: 1 };

/** From the first screen to the page of codes. */
async function openDevices(page: Page): Promise<void> {
  await page.goto(colophon.url);
  await page.getByRole("link", { name: "Your novels on another device" }).click();
  await page.getByRole("heading", { level: 1, name: "Your novels on another device" }).waitFor();
}

browserTest(
  "a code, made once and shown once, brings one's novels to another browser, by the keyboard alone",
  async ({ page, browser }) => {
    await askForNovel(page, colophon.url, { ...short, title: "The Borrowed Page" });
    await openDevices(page);
    await page.getByRole("button", { name: "Make a recovery code" }).focus();
    await page.keyboard.press("Enter");
    const shown = page.getByRole("status", { name: "Your recovery code" });
    await shown.waitFor();
    const code = (await shown.textContent()) ?? "";
    expect(code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
    expect(await shown.evaluate(() => document.activeElement?.textContent)).toBe(code);

    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("status", { name: "Copying" }).getByText("Copied.").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(code);

    await page.reload();
    await page.getByRole("button", { name: "Make a new code" }).waitFor();
    expect(await page.getByText(code).count(), "it is not shown again").toBe(0);

    const elsewhere = await browser!.newContext();
    const other = await elsewhere.newPage();
    await openDevices(other);
    const field = other.getByLabel("Recovery code", { exact: true });
    await field.fill(code.slice(0, -1));
    await field.press("Enter");
    await other.getByText("these are 27").waitFor();
    await field.fill(`${code.slice(0, -4)}ZZZZ`);
    await field.press("Enter");
    await other.getByRole("alert").getByText("This recovery code is not known.").waitFor();
    await field.fill(code.toLowerCase().replaceAll("-", " "));
    await field.press("Enter");
    await other.getByRole("link", { name: "The Borrowed Page" }).waitFor();
    await elsewhere.close();
  },
);

browserTest(
  "novels that have no code are left behind only by who says so",
  async ({ page, browser }) => {
    const elsewhere = await browser!.newContext();
    const other = await elsewhere.newPage();
    await askForNovel(other, colophon.url, { ...short, title: "The Returned Page" });
    await openDevices(other);
    await other.getByRole("button", { name: "Make a recovery code" }).click();
    const code = await other.getByRole("status", { name: "Your recovery code" }).textContent();
    await elsewhere.close();

    await askForNovel(page, colophon.url, { ...short, title: "The Lost Page" });
    await openDevices(page);
    const giveUp = page.getByRole("checkbox", { name: /Leave the novels of this browser behind/ });
    await giveUp.waitFor();
    const field = page.getByLabel("Recovery code", { exact: true });
    await field.fill(code ?? "");
    await field.press("Enter");
    await page.getByText("Make a code for them first, or say").waitFor();
    expect(await giveUp.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press("Space");
    await field.press("Enter");
    await page.getByRole("link", { name: "The Returned Page" }).waitFor();
    expect(await page.getByRole("link", { name: "The Lost Page" }).count()).toBe(0);
  },
);
