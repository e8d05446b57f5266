import { expect } from "vitest";
import { browserTest } from "#test/harness/browser.ts";
import { serveEach } from "#test/harness/serve-each.ts";

const colophon = serveEach({
  env: { MODEL_PRICES: '{"other-model": {"inputUsdPerMillion": 1, "outputUsdPerMillion": 2}}' },
});

browserTest(
  "a novel that its budget pauses says so, goes on when it is raised, and another tab sees it all",
  async ({ page }) => {
    await page.goto(colophon.url);
    await page.getByRole("button", { name: "Use an example premise" }).click();
    await page.getByLabel("Words", { exact: true }).fill("2000");
    await page.getByLabel("Chapters", { exact: true }).fill("2");
    const budget = page.getByLabel("Spend at most (US dollars)");
    await budget.fill("0.009");
    await page.getByRole("button", { name: "Write this novel" }).click();

    const status = page.getByRole("status", { name: "Status" });
    await status.getByText("Paused: the budget is reached.").waitFor();
    expect(await page.getByRole("button", { name: "Resume" }).count()).toBe(0);
    expect(Number(await budget.inputValue())).toBeGreaterThan(0.009);
    const asked = colophon.requests.length;

    const otherTab = await page.context().newPage();
    await otherTab.goto(page.url());
    const otherStatus = otherTab.getByRole("status", { name: "Status" });
    await otherStatus.getByText("Paused: the budget is reached.").waitFor();

    await budget.fill("0.0001");
    await page.getByRole("button", { name: "Save budget" }).click();
    await page.getByText(/must be more than the \$[\d.]+ that is spent/).waitFor();
    expect(colophon.requests).toHaveLength(asked);

    await budget.fill("0.5");
    await page.getByRole("button", { name: "Save budget" }).click();
    await otherTab.getByText("of at most $0.50").waitFor();
    await status.getByText("Finished: 2 chapters.").waitFor({ timeout: 60_000 });
    await otherStatus.getByText("Finished: 2 chapters.").waitFor();
    expect(await budget.count()).toBe(0);
  },
);
