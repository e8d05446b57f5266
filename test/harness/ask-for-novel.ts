import type { Page } from "playwright-core";

/** Asks for a novel as a visitor does, from the first screen, and resolves on the novel's page. */
export async function askForNovel(
  page: Page,
  url: string,
  wish: { title?: string; words: number; chapters: number; review?: boolean },
): Promise<void> {
  const { title = "The Borrowed Page", words, chapters, review = false } = wish;
  await page.goto(url);
  await page.getByRole("button", { name: "Use an example premise" }).click();
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Words", { exact: true }).fill(`${words}`);
  await page.getByLabel("Chapters", { exact: true }).fill(`${chapters}`);
  if (review) await page.getByLabel("Review the outline first").check();
  await page.getByRole("button", { name: "Write this novel" }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}
