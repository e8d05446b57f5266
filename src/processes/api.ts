import { keepCompiled } from "./keep-compiled.ts";

keepCompiled();
const { tellFailedLoad } = await import("./tell-failed-load.ts");
const { runProcess } = await import("./run-process.ts").catch(tellFailedLoad);
await runProcess("api", async (frame) => {
  // Not before tracing has started, which instruments what this imports.
  const { runApi } = await import("./run-api.ts");
  return runApi(frame);
});
