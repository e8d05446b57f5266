import { expect, onTestFinished, test } from "vitest";
import { freePort } from "#test/harness/free-port.ts";
import { nothingLeftOf } from "#test/harness/nothing-left-of.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";

test.each(["SIGTERM to npm", "Ctrl-C"])(
  "npm run dev serves the web app and the API behind it; %s ends both",
  async (how) => {
    const env = { PORT: String(await freePort()) };
    const dev = await startColophon({ command: ["npm", "run", "dev"], env });
    onTestFinished(async () => void (await dev.stop()));
    const web = await until(
      "the web app's address",
      () => /Local:\s+(http:\S+)\//.exec(dev.logs())?.[1],
    );
    await until("the server", () => dev.logs().includes("Colophon is ready"));
    expect(await (await fetch(web)).text()).toContain("<title>");
    expect((await fetch(`${web}/health`)).status).toBe(200);

    if (how === "Ctrl-C") process.kill(-dev.pid, "SIGINT");
    else process.kill(dev.pid, "SIGTERM");
    expect(await dev.exited).toBe(0);
    await nothingLeftOf(dev.pid);
  },
);
