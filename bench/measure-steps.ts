import { rm } from "node:fs/promises";
import { startModelServer } from "#test/faults/model-server.ts";
import { type AloneFigures, measureAlone } from "./measure-writing.ts";
import { median, spread } from "./spread.ts";
import { startSubject } from "./start-subject.ts";
import { type Contender, type ContenderName, copyFolder } from "./telemetry-contenders.ts";

const modelLatencyMs = 250;

/** What a step of a novel costs without telemetry and with all of it, novel by novel in turns. */
export async function measureSteps(
  contenders: Record<ContenderName, Contender>,
  novels: number,
): Promise<[string, string][]> {
  await using closing = new AsyncDisposableStack();
  const server = await startModelServer({ latencyMs: modelLatencyMs });
  closing.defer(server.close);
  const open = async ({ preload, env }: Contender) => {
    const folder = await copyFolder();
    closing.defer(async () => rm(folder, { recursive: true }));
    const subject = await startSubject({
      entry: "src/processes/embedded.ts",
      preload,
      folder,
      env: { ...env, OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model" },
    });
    closing.defer(subject.stop);
    const writing = { url: subject.url, pids: [subject.pid], server };
    // The first call of a process loads the tokenizer.
    await measureAlone(writing, 1);
    return writing;
  };
  const [off, all] = [await open(contenders.off), await open(contenders.all)];
  const [without, complete]: [AloneFigures[], AloneFigures[]] = [[], []];
  for (let novel = 0; novel < novels; novel += 1) {
    without.push(await measureAlone(off, 1));
    complete.push(await measureAlone(all, 1));
  }
  const whole = without.flatMap((figures) => figures.whole);
  const cpu = (of: AloneFigures[]) => of.flatMap((figures) => figures.cpu);
  const beyond = (of: AloneFigures[]) => of.flatMap((figures) => figures.beyond);
  const added = mean(cpu(complete)) - mean(cpu(without));
  return [
    [`  off, the model's latency ${modelLatencyMs} ms`, spread(whole, "ms")],
    ["    of it beyond the model's latency", spread(beyond(without), "ms")],
    ["    the same, 100 % of traces", spread(beyond(complete), "ms")],
    ["  processor time, off, mean", `${mean(cpu(without)).toFixed(2)} ms`],
    ["  processor time, 100 % of traces, mean", `${mean(cpu(complete)).toFixed(2)} ms`],
    ["  what telemetry adds of a step's time", `${((100 * added) / median(whole)).toFixed(2)} %`],
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
