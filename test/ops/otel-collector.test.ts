import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const folder = join(import.meta.dirname, "../../ops/otel-collector");
const files = readdirSync(folder);

interface Pipeline {
  receivers: string[];
  processors: string[];
  exporters: string[];
}

type Part = "receivers" | "processors" | "exporters" | "connectors";

type Collector = Partial<Record<Part, Record<string, unknown>>> & {
  receivers: { otlp: { protocols: { http: { endpoint: string } } } };
  service: { pipelines: Record<string, Pipeline> };
};

test("there is one for each place that traces go to", () => {
  expect(files.toSorted()).toEqual(["datadog.yaml", "honeycomb.yaml", "jaeger.yaml"]);
});

describe.each(files)("%s", (file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const { service, connectors = {}, ...parts } = parse(text) as Collector;

  test("receives OTLP over HTTP, and every part is defined and in use", () => {
    expect(parts.receivers.otlp.protocols.http.endpoint).toBe("0.0.0.0:4318");
    const pipelines = Object.values(service.pipelines);
    for (const part of ["receivers", "processors", "exporters"] as const) {
      const used = new Set(pipelines.flatMap((pipeline) => pipeline[part]));
      const defined = [
        ...Object.keys(parts[part] ?? {}),
        ...(part === "processors" ? [] : Object.keys(connectors)),
      ];
      expect([...used].toSorted(), part).toEqual(defined.toSorted());
    }
    for (const { processors } of pipelines) expect(processors[0]).toBe("memory_limiter");
  });

  test("has its keys from the environment", () => {
    for (const [, value] of text.matchAll(/(?:key|x-honeycomb-team): "?(.*?)"?(?: \}|$)/gm))
      expect(value).toMatch(/^\$\{env:\w+\}$/);
  });
});
