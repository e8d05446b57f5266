import { replaceTelemetry } from "./replace-telemetry.ts";

// Preloaded (`node --import`) into a process of ours: the telemetry that such services usually have
// takes the place of its own, and everything else about a request stays the same.

const peers = new URL("peers/", import.meta.url);
await import(new URL("start-tracing.mjs", peers).href);
// Ours: it reads this later.
process.env["OTEL_SDK_DISABLED"] = "true";
replaceTelemetry(new URL("tell-of-requests.mjs", peers));
