import type { SunkSpan } from "#test/faults/span-sink.ts";
import type { Evidence, ExportedSpan, Life, LogLine } from "./evidence.ts";
import type { Process, System } from "./open-system.ts";
import type { Played } from "./workload.ts";

/** Puts together what all sources say, once every process has ended. */
export function gatherEvidence(system: System, played: Played): Evidence {
  return {
    exchanges: played.caller.exchanges,
    lives: system.processes.map((process) => lifeOf(process, played)),
    novels: played.novels,
    modelCalls: system.model.calls,
    watched: played.watchers.map(({ watched }) => watched),
    spans: system.sink.spans.map(toSpan),
    price: system.price,
  };
}

const readiness = /^(Colophon is ready: |A worker of Colophon is ready; )/;

function lifeOf(process: Process, { samples }: Played): Life {
  const { life: name, service, killed, running } = process;
  const lines: LogLine[] = [];
  const strayOutput: string[] = [];
  for (const text of running.logs().split("\n")) {
    if (text.startsWith("{")) lines.push(JSON.parse(text) as LogLine);
    else if (text !== "" && !readiness.test(text)) strayOutput.push(text);
  }
  return { name, service, killed, lines, strayOutput, samples: samples.get(name) ?? [] };
}

const kinds = ["internal", "internal", "server", "client", "producer", "consumer"] as const;

function toSpan(span: SunkSpan): ExportedSpan {
  const { traceId, spanId, parentSpanId = null, name, kind, attributes, resource } = span;
  const life = String(resource["service.instance.id"]);
  return {
    life,
    traceId,
    spanId,
    parentSpanId,
    name,
    kind: kinds[kind] ?? "internal",
    attributes,
    failed: span.status === 2,
  };
}
