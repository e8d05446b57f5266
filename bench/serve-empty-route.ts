import { runProcess } from "#/processes/run-process.ts";

await runProcess("embedded", async (frame) => {
  // As the real processes do: not before tracing has started.
  const { runEmptyRoute } = await import("./empty-route.ts");
  return runEmptyRoute(frame);
});
