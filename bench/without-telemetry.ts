import { Counter, Gauge, Histogram } from "prom-client";
import { replaceTelemetry } from "./replace-telemetry.ts";

// Preloaded (`node --import`) into a process that is to tell nothing: no line, no metric, no span.

replaceTelemetry(new URL("no-telemetry.ts", import.meta.url));
const nothing = () => {};
for (const [{ prototype }, methods] of [
  [Counter, ["inc"]],
  [Gauge, ["inc", "dec", "set"]],
  [Histogram, ["observe"]],
] as const)
  // Their constructors choose one of several.
  for (const method of methods)
    Object.defineProperty(prototype, method, { get: () => nothing, set: nothing });
