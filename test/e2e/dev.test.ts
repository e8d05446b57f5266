import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startColophon } from "#test/harness/start-colophon.ts";

test.each(["SIGTERM to npm", "Ctrl-C"])(
  "npm run dev serves the web app and the API behind it; %s ends both",
  async (how) => {
    const env = { PORT: String(await freePort()) };
    const dev = await startColophon({ command: ["npm", "run", "dev"], env });
    onTestFinished(async () => void (await dev.stop()));
    const web = await until(() => /Local:\s+(http:\S+)\//.exec(dev.logs())?.[1]);
    await until(() => (dev.logs().includes("Colophon is ready") ? true : undefined));
    expect(await (await fetch(web)).text()).toContain("<title>");
    expect((await fetch(`${web}/health`)).status).toBe(200);

    if (how === "Ctrl-C") process.kill(-dev.pid, "SIGINT");
    else process.kill(dev.pid, "SIGTERM");
    expect(await dev.exited).toBe(0);
    expect(() => process.kill(-dev.pid, 0)).toThrow("ESRCH");
  },
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves with what `look` finds, once it does. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(20);
  }
}
