import type { Sample } from "./evidence.ts";

/** Reads Prometheus's text format 0.0.4. */
export function readSamples(text: string): Sample[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name = "", labels = "", value = ""] =
        /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
      return { name, labels: readLabels(labels), value: Number(value) };
    });
}

function readLabels(text: string): Record<string, string> {
  const pairs = text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries([...pairs].map(([, name = "", value = ""]) => [name, value]));
}

/** The samples of a metric, summed by the labels that `keyOf` looks at; those of 0 are left out. */
export function sumBy(
  samples: readonly Sample[],
  name: string,
  keyOf: (labels: Sample["labels"]) => string = () => name,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const sample of samples) {
    if (sample.name !== name || sample.value === 0) continue;
    const key = keyOf(sample.labels);
    sums.set(key, (sums.get(key) ?? 0) + sample.value);
  }
  return sums;
}

/** The sum of a metric over all its labels. */
export function total(samples: readonly Sample[], name: string): number {
  return sumBy(samples, name).get(name) ?? 0;
}
