import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { cpuMs } from "./cpu-ms.ts";
import { type Load, type Loaded, forkBench, hear } from "./drive-load.ts";
import { measureStarts } from "./measure-starts.ts";
import { measureSteps } from "./measure-steps.ts";
import { spread } from "./spread.ts";
import { type Subject, startSubject } from "./start-subject.ts";
import {
  type ContenderName,
  contenderNames,
  contenders,
  copyFolder,
  installPeers,
  writeNovel,
} from "./telemetry-contenders.ts";

type Figures = [figure: string, value: string][];

interface Window extends Loaded {
  /** Processor time of the process for each request, in microseconds. */
  cpu: number;
}

/** The windows of each contender, by round. */
type Measured = Record<ContenderName, Window[]>;

const connections = 16;

/**
 * What telemetry costs: one process with all of it off, with ours at 10 % and 100 % of traces, and with
 * the usual packages at the same, on a real route and on an empty one, in turns; then what it costs a
 * worker's step and a start. A small run of a minute: `--rounds 1 --starts 1 --novels 1`.
 */
export async function bench(args: readonly string[]): Promise<Figures> {
  const { rounds, ms, starts, novels } = readFlags(args);
  await installPeers();
  await using closing = new AsyncDisposableStack();
  const [sink, load] = [forkBench("drop-spans.ts"), forkBench("make-load.ts")];
  closing.defer(() => {
    sink.disconnect();
    load.disconnect();
  });
  const endpoint = await hear<string>(sink);

  async function measure(route: {
    entry: string;
    path: string;
    cookie: string;
    data?: string;
    /** The rate at which latencies are measured, too. */
    perSecond?: number;
  }): Promise<Figures> {
    await using stopping = new AsyncDisposableStack();
    const subjects = {} as Record<ContenderName, Subject>;
    for (const name of contenderNames) {
      const folder = await copyFolder(route.data);
      stopping.defer(async () => rm(folder, { recursive: true }));
      const { entry } = route;
      subjects[name] = await startSubject({ entry, folder, ...contenders(endpoint)[name] });
      stopping.defer(subjects[name].stop);
    }
    const window = async (
      name: ContenderName,
      more: Pick<Partial<Load>, "ms" | "perSecond">,
    ): Promise<Window> => {
      const { url, pid } = subjects[name];
      const { path, cookie } = route;
      const before = cpuMs([pid]);
      const loaded = await hear<Loaded>(load, {
        url: url + path,
        cookie,
        connections,
        ms: more.ms ?? ms,
        perSecond: more.perSecond ?? null,
      });
      return { ...loaded, cpu: ((cpuMs([pid]) - before) * 1_000) / loaded.requests };
    };
    const inTurns = async (more: { perSecond?: number }): Promise<Measured> => {
      const measured: Measured = { off: [], ten: [], all: [], usualTen: [], usualAll: [] };
      for (let round = 0; round < rounds; round += 1)
        for (let turn = 0; turn < contenderNames.length; turn += 1) {
          const name = contenderNames[(round + turn) % contenderNames.length] ?? "off";
          measured[name].push(await window(name, more));
        }
      return measured;
    };
    for (const name of contenderNames) await window(name, { ms: 3_000 });
    const most = await inTurns({});
    if (route.perSecond === undefined) return figuresOfMost(most);
    return [...figuresOfMost(most), ...figuresAtRate(await inTurns(route), route.perSecond)];
  }

  const { dataDir, ...novel } = await writeNovel();
  closing.defer(async () => rm(dataDir, { recursive: true }));
  return [
    ["GET /api/novel/:id, a novel of twelve chapters", ""],
    ...(await measure({
      entry: "src/processes/embedded.ts",
      data: dataDir,
      perSecond: 500,
      ...novel,
    })),
    ["an empty route", ""],
    ...(await measure({ entry: "bench/serve-empty-route.ts", path: "/empty", cookie: "" })),
    ["a worker's step", ""],
    ...(await measureSteps(contenders(endpoint), novels)),
    ["start-up, from spawn to the ready line", ""],
    ...(await measureStarts(endpoint, starts)),
  ];
}

function readFlags(args: readonly string[]) {
  const { values: flags } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "25" },
      // Of a window.
      ms: { type: "string", default: "600" },
      // Of each kind.
      starts: { type: "string", default: "9" },
      // With and without.
      novels: { type: "string", default: "12" },
    },
  });
  return {
    rounds: Number(flags.rounds),
    ms: Number(flags.ms),
    starts: Number(flags.starts),
    novels: Number(flags.novels),
  };
}

const titles: Record<ContenderName, string> = {
  off: "all telemetry off",
  ten: "logs, metrics, 10 % of traces",
  all: "logs, metrics, 100 % of traces",
  usualTen: "the usual stack, 10 % of traces",
  usualAll: "the usual stack, 100 % of traces",
};

function figuresOfMost(measured: Measured): Figures {
  const ratio = (name: ContenderName, to: ContenderName) =>
    spread(pairs(measured, name, to, "perSecond"), "×");
  return [
    ...contenderNames.flatMap((name): Figures => [
      [`  ${titles[name]}`, spread(values(measured, name, "perSecond"), "/s")],
      ["    processor time of a request", spread(values(measured, name, "cpu"), "µs")],
    ]),
    ["  10 % to off", ratio("ten", "off")],
    ["  100 % to off", ratio("all", "off")],
    ["  10 % to the usual stack", ratio("ten", "usualTen")],
    ["  100 % to the usual stack", ratio("all", "usualAll")],
    ["  by processor time: 10 % to off", spread(pairs(measured, "off", "ten", "cpu"), "×")],
    ["  by processor time: 100 % to off", spread(pairs(measured, "off", "all", "cpu"), "×")],
  ];
}

function figuresAtRate(measured: Measured, rate: number): Figures {
  const to = (name: ContenderName) => spread(pairs(measured, name, "off", "p95"), "×");
  return [
    [`  at ${rate} requests a second: p95, off`, spread(values(measured, "off", "p95"), "ms")],
    ["    p95, 10 % to off", to("ten")],
    ["    p95, 100 % to off", to("all")],
    ["    p95, the usual stack at 10 %, to off", to("usualTen")],
  ];
}

function values(measured: Measured, name: ContenderName, key: keyof Window): number[] {
  return measured[name].map((window) => window[key]);
}

/** The ratio of two contenders in each round. */
function pairs(
  measured: Measured,
  name: ContenderName,
  to: ContenderName,
  key: keyof Window,
): number[] {
  const others = values(measured, to, key);
  return values(measured, name, key).map((value, round) => value / (others[round] ?? Number.NaN));
}
