import { register } from "node:module";

// As OpenTelemetry's documentation starts it for ES modules; configured by its environment variables.
register("@opentelemetry/instrumentation/hook.mjs", import.meta.url);
await import("@opentelemetry/auto-instrumentations-node/register");
