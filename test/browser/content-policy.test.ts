import { afterEach, beforeEach, expect } from "vitest";
import { browserTest } from "#test/harness/browser.ts";
import { type RunningColophon, startColophon } from "#test/harness/start-colophon.ts";

let colophon: RunningColophon;

beforeEach(async () => {
  colophon = await startColophon();
});

afterEach(async () => {
  await colophon.stop();
});

async function counted(name: string): Promise<number> {
  const metrics = await (await fetch(`${colophon.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)`, "m").exec(metrics)?.[1] ?? 0);
}

browserTest(
  "nothing that got into a page can run, and the browser's reports of it are counted",
  async ({ browser, skip }) => {
    if (browser === null) return skip("chromium is not installed (apt-get install chromium)");
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(colophon.url);
    await page.getByRole("button", { name: "Use an example premise" }).waitFor();
    const outcome = await page.evaluate(async () => {
      // What a debugger asks for is let through at once, and held to the policy from here on.
      await new Promise((resolve) => setTimeout(resolve));
      const ran: string[] = [];
      Object.assign(globalThis, { ran });
      const attempt = (what: string, act: () => unknown) => {
        try {
          act();
        } catch {
          return;
        }
        ran.push(`${what} did not throw`);
      };
      const element = document.createElement("div");
      document.body.append(element);
      attempt("innerHTML", () => (element.innerHTML = "<img src=x onerror='ran.push(1)'>"));
      attempt("code from text", () => Reflect.construct(Function, ["1"]));
      attempt("a script's text", () => (document.createElement("script").text = "ran.push(2)"));
      attempt("a script's address", () => (document.createElement("script").src = "/theme.js"));
      attempt("a policy of one's own", () =>
        (
          globalThis as unknown as {
            trustedTypes: { createPolicy: (n: string, p: object) => void };
          }
        ).trustedTypes.createPolicy("mine", {}),
      );
      element.setAttribute("style", "color: red");
      if (element.style.color !== "") ran.push("an inline style");
      await fetch("http://127.0.0.1:9/").then(
        () => ran.push("a request elsewhere"),
        () => null,
      );
      return ran;
    });
    expect(outcome).toEqual([]);
    await expect.poll(() => counted("colophon_csp_violations_total")).toBeGreaterThan(0);
    await context.close();
  },
);

browserTest(
  "an error of the page and its web vitals are told to the server",
  async ({ browser, skip }) => {
    if (browser === null) return skip("chromium is not installed (apt-get install chromium)");
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(colophon.url);
    await page.getByRole("button", { name: "Use an example premise" }).click();
    await page.evaluate(() =>
      setTimeout(() => {
        throw new Error("planted");
      }),
    );
    await expect.poll(() => counted("colophon_client_errors_total")).toBe(1);
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => counted("colophon_client_layout_shift_count")).toBe(1);
    await expect.poll(() => counted('colophon_client_vital_seconds_count{vital="TTFB"}')).toBe(1);
    await context.close();
  },
);
