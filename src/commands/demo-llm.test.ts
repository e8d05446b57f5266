import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";

test.each(["SIGTERM", "SIGINT"] as const)(
  "says where it answers and what it is, and ends in order on %s",
  async (signal) => {
    const file = join(import.meta.dirname, "demo-llm.ts");
    const run = `import(${JSON.stringify(file)}).then(({ runDemoLlm }) => runDemoLlm({ port: 0, host: "127.0.0.1", pace: 0 }))`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", run]);
    const exited = once(child, "exit");
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const [baseUrl = ""] = /http:\S+/.exec(line.toString()) ?? [];
    expect(line.toString()).toMatch(/"demo-writer".*not written by a language model/);
    expect((await fetch(`${baseUrl}/models`)).status).toBe(200);
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  },
);
