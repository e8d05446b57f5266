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

/** Makes a code on the page of codes. */
async function makeCode(page: Page): Promise<string> {
  await page.getByRole("button", { name: /Make a (new|recovery) code/ }).click();
  return shownCode(page);
}

async function shownCode(page: Page): Promise<string> {
  const shown = page.getByRole("status", { name: "Your recovery code" });
  await shown.waitFor();
  return (await shown.textContent()) ?? "";
}

const signedOut = (page: Page) =>
  page.getByRole("status", { name: "Signed out" }).getByText("This browser was signed out");

/** What the API says to somebody who has a copy of this browser's cookie. */
async function answerToCopy(cookie: string): Promise<number> {
  const headers = { cookie };
  return (await fetch(`${colophon.url}/api/novel`, { headers })).status;
}

async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

browserTest(
  "who signs out without a code is told what that loses and asked, by the keyboard alone; then every tab has left",
  async ({ page }) => {
    await askForNovel(page, colophon.url, { ...short, title: "The Abandoned Page" });
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await tab.getByRole("heading", { level: 1, name: "The Abandoned Page" }).waitFor();
    await page.getByRole("link", { name: "Devices", exact: true }).click();
    const copy = await cookieOf(page);
    await page.getByText("Your novels have no recovery code").waitFor();
    const signOut = page.getByRole("button", { name: "Sign out of this browser" });
    await signOut.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Make a code first, or say that you lose the novels.").waitFor();
    expect(await answerToCopy(copy), "nothing is done before it is confirmed").toBe(200);
    const sure = page.getByRole("checkbox", { name: /I lose these novels for good/ });
    expect(await sure.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await signedOut(page).waitFor();
    await signedOut(tab).waitFor();
    expect(await answerToCopy(copy)).toBe(401);
    await page.goto(colophon.url);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getByText("The Abandoned Page").count()).toBe(0);
    await page.goBack();
    expect(await page.getByText("The Abandoned Page").count()).toBe(0);
  },
);

browserTest(
  "who has lost a device signs every other browser out and stays; a code with the box ticked does so too",
  async ({ page, browser }) => {
    await askForNovel(page, colophon.url, { ...short, title: "The Kept Page" });
    const novel = page.url();
    await openDevices(page);
    const known = await makeCode(page);

    const elsewhere = await browser!.newContext();
    const lost = await elsewhere.newPage();
    await openDevices(lost);
    await lost.getByLabel("Recovery code", { exact: true }).fill(known);
    await lost.keyboard.press("Enter");
    await lost.getByRole("link", { name: "The Kept Page" }).waitFor();
    await lost.goto(novel);
    await lost.getByRole("heading", { level: 1, name: "The Kept Page" }).waitFor();

    await page.getByRole("button", { name: "Sign out every other browser" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Every other browser is signed out.").waitFor();
    const code = await shownCode(page);
    expect(code).not.toBe(known);
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused, "the new code is where the reader is").toBe(code);
    // Nobody touches it: its socket is closed, and it finds out why.
    await signedOut(lost).waitFor();
    await lost.getByLabel("Recovery code", { exact: true }).fill(known);
    await lost.keyboard.press("Enter");
    await lost.getByRole("alert").getByText("This recovery code is not known.").waitFor();
    await page.goto(novel);
    await page.getByRole("heading", { level: 1, name: "The Kept Page" }).waitFor();

    const field = lost.getByLabel("Recovery code", { exact: true });
    await field.fill(code);
    await lost.getByRole("checkbox", { name: /Sign out every other browser that has/ }).focus();
    await lost.keyboard.press("Space");
    await field.press("Enter");
    expect(await shownCode(lost)).not.toBe(code);
    await signedOut(page).waitFor();
    await lost.getByRole("button", { name: "Go to the novels" }).click();
    await lost.getByRole("link", { name: "The Kept Page" }).waitFor();
    await elsewhere.close();
  },
);

browserTest(
  "who signs out with a code says that it was kept, and comes back by it",
  async ({ page }) => {
    await askForNovel(page, colophon.url, { ...short, title: "The Page of Old" });
    await openDevices(page);
    const code = await makeCode(page);
    await page.getByRole("checkbox", { name: /I have kept the recovery code of/ }).check();
    await page.getByRole("button", { name: "Sign out of this browser" }).click();
    await signedOut(page).waitFor();
    await page.getByLabel("Recovery code", { exact: true }).fill(code);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "The Page of Old" }).waitFor();
  },
);
