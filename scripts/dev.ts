/**
 * Runs the server and the web app's dev server, each reloading on change: `npm run dev`. Both end
 * together: on a signal, or when either ends by itself.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";

const programs = {
  server: ["--watch", "--watch-preserve-output", "src/processes/embedded.ts"],
  web: ["node_modules/vite/bin/vite.js"],
};

// A reload need not wait for the chapter under way: the novel goes on from its last settled call.
const env = { SHUTDOWN_GRACE_SECONDS: "1", ...process.env };

const children = Object.values(programs).map((args) =>
  spawn(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] }),
);
const ends = children.map(async (child) => once(child, "exit"));

let asked = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    asked = true;
    endAll();
  });

await Promise.race(ends);
endAll();
await Promise.all(ends);
process.exitCode = asked ? 0 : 1;

function endAll(): void {
  for (const child of children) child.kill("SIGTERM");
}
