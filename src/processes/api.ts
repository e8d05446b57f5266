import { keepCompiled } from "./keep-compiled.ts";

keepCompiled();
const { tellFailedLoad } = await import("./tell-failed-load.ts");
const { runProcess } = await import("./run-process.ts").catch(tellFailedLoad);
await runProcess("api", async (frame) => {
  // What is wrong in the environment is told before all of this is loaded.
  const { runApi } = await import("./run-api.ts");
  return runApi(frame);
});
