import { keepCompiled } from "./keep-compiled.ts";

keepCompiled();
const { tellFailedLoad } = await import("./tell-failed-load.ts");
const { runProcess } = await import("./run-process.ts").catch(tellFailedLoad);
await runProcess("embedded", async (frame) => {
  // Not before tracing has started, which instruments what this imports.
  const { runEmbedded } = await import("./run-embedded.ts");
  return runEmbedded(frame);
});
