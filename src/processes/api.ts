import { keepCompiled } from "./keep-compiled.ts";
import { tellFailedLoad } from "./tell-failed-load.ts";

keepCompiled();
const { runProcess } = await import("./run-process.ts").catch(tellFailedLoad);
await runProcess("api", async (frame) => {
  // Not before tracing has started, which instruments what this imports.
  const { runApi } = await import("./run-api.ts");
  return runApi(frame);
});
