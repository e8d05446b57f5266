import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { browserTest } from "#test/harness/browser.ts";
import { serveEach } from "#test/harness/serve-each.ts";

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

const colophon = serveEach();

/** What axe finds wrong with the page as it stands, after WCAG 2.2 A and AA. */
async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as { axe: typeof axe };
    const found = await tool.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
  });
}

const sidewaysScroll =
  "document.documentElement.scrollWidth - document.documentElement.clientWidth";

for (const colorScheme of ["light", "dark"] as const)
  browserTest(
    `no screen has an accessibility fault that axe knows (${colorScheme})`,
    async ({ page }) => {
      await page.addInitScript(axeSource);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(colophon.url);
      await page.getByRole("button", { name: "Write this novel" }).waitFor();
      expect(await violations(page), "empty home").toEqual([]);
      await page.getByRole("button", { name: "Write this novel" }).click();
      expect(await violations(page), "home with errors").toEqual([]);

      await page.getByRole("button", { name: "Use an example premise" }).click();
      await page.getByLabel("Words", { exact: true }).fill("1000");
      await page.getByLabel("Chapters", { exact: true }).fill("2");
      await page.getByRole("button", { name: "Write this novel" }).click();
      const status = page.getByRole("status", { name: "Status" });
      await status.getByText("Finished: 2 chapters.").waitFor({ timeout: 60_000 });
      expect(await violations(page), "the novel").toEqual([]);

      await page.getByRole("link", { name: "Read", exact: true }).click();
      await page.getByRole("heading", { name: "Contents" }).waitFor();
      expect(await violations(page), "contents").toEqual([]);
      await page.goto(`${page.url()}/1`);
      await page
        .getByText(/Ines turned leaf/)
        .first()
        .waitFor();
      expect(await violations(page), "a chapter").toEqual([]);

      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(sidewaysScroll), "sideways scroll at 320 px").toBe(0);
      await page.goto(`${colophon.url}/devices`);
      await page.getByRole("checkbox", { name: /Leave the novels/ }).waitFor();
      await page.getByRole("button", { name: "Go to the novels of this code" }).click();
      expect(await violations(page), "another device, with errors").toEqual([]);
      await page.getByRole("button", { name: "Make a recovery code" }).click();
      await page.getByRole("button", { name: "Copy the code" }).waitFor();
      expect(await violations(page), "another device, with a code").toEqual([]);
      expect(await page.evaluate(sidewaysScroll), "sideways scroll of a code at 320 px").toBe(0);
      await page.goto(`${colophon.url}/novels/none`);
      await page.getByRole("heading", { name: "This page is missing" }).waitFor();
      expect(await violations(page), "a missing page").toEqual([]);
    },
  );
