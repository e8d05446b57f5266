import { keepCompiled } from "./keep-compiled.ts";

keepCompiled();
const { tellFailedLoad } = await import("./tell-failed-load.ts");
const { runProcess } = await import("./run-process.ts").catch(tellFailedLoad);
await runProcess("embedded", async (frame) => {
  // What is wrong in the environment is told before all of this is loaded.
  const { runEmbedded } = await import("./run-embedded.ts");
  return runEmbedded(frame);
});
