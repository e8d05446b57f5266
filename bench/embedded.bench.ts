import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { startColophon } from "#test/harness/start-colophon.ts";
import { median, spread } from "./spread.ts";

const root = join(import.meta.dirname, "..");
const rounds = 7;

/** The smallest server there is: the floor of a start. */
const bareServer = `require("node:http").createServer((q, s) => s.end()).listen(0, "127.0.0.1", () => console.log("ready"))`;

/** Ready time and idle memory of the embedded process beside a bare `node:http` server, and the web app's size. */
export async function bench(): Promise<[string, string][]> {
  const ready: number[] = [];
  const bare: number[] = [];
  const idle: number[] = [];
  const bareIdle: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let start = performance.now();
    const child = spawn(process.execPath, ["-e", bareServer], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    bare.push(performance.now() - start);
    start = performance.now();
    const colophon = await startColophon();
    ready.push(performance.now() - start);
    await sleep(2_000);
    idle.push(residentMb(colophon.pid));
    bareIdle.push(residentMb(child.pid ?? 0));
    await colophon.stop();
    child.kill();
    await once(child, "exit");
  }
  const sizes = bundleSizes();
  return [
    ["ready, from spawn to the ready line", spread(ready, "ms")],
    ["  a bare node:http server", spread(bare, "ms")],
    ["  ratio of the medians", (median(ready) / median(bare)).toFixed(1)],
    ["idle memory (RSS) 2 s after, demo writer included", spread(idle, "MB")],
    ["  a bare node:http server", spread(bareIdle, "MB")],
    ["web app: JavaScript that the first page loads, gz", `${sizes.js.toFixed(1)} kB`],
    ["web app: CSS, gz", `${sizes.css.toFixed(1)} kB`],
  ];
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

function bundleSizes() {
  const folder = join(root, "dist/web/assets");
  const size = (ending: string) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(ending))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length / 1000, 0);
  return { js: size(".js"), css: size(".css") };
}
