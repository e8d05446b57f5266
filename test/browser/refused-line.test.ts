import { askForNovel } from "#test/harness/ask-for-novel.ts";
import { browserTest } from "#test/harness/browser.ts";
import { serveEach } from "#test/harness/serve-each.ts";

const colophon = serveEach({ env: { RATE_LIMIT_SOCKET_CONNECT: "1/hour" } });

browserTest("a reader whose connection is refused is told why", async ({ page }) => {
  // Another tab's, which takes all that there is.
  await fetch(`${colophon.url}/ws/?EIO=4&transport=polling`);
  await askForNovel(page, colophon.url, { words: 1_000, chapters: 1 });
  const note = page.getByRole("status", { name: "Connection" });
  await note.getByText("Too many connections are open from you or your network.").waitFor();
});
