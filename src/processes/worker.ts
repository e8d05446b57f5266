import { keepCompiled } from "./keep-compiled.ts";
import { tellFailedLoad } from "./tell-failed-load.ts";

keepCompiled();
const { runProcess } = await import("./run-process.ts").catch(tellFailedLoad);
await runProcess("worker", async (frame) => {
  // Not before tracing has started, which instruments what this imports.
  const { runWorker } = await import("./run-worker.ts");
  return runWorker(frame);
});
