import { keepCompiled } from "./keep-compiled.ts";
import { tellFailedLoad } from "./tell-failed-load.ts";

keepCompiled();
const { runProcess } = await import("./run-process.ts").catch(tellFailedLoad);
await runProcess("embedded", async (frame) => {
  // Not before tracing has started, which instruments what this imports.
  const { runEmbedded } = await import("./run-embedded.ts");
  return runEmbedded(frame);
});
