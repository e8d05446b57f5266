import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findProgram } from "#scripts/find-program.mjs";
import { type Target, startTarget } from "./target.ts";

/** What came of somebody else's scanner. */
export interface Scan {
  scanner: string;
  /** As it tells it; undefined where it is not installed. */
  version: string | undefined;
  /** Whether it found nothing; undefined where it was not run. */
  sound: boolean | undefined;
  result: string;
}

interface Scanner {
  name: string;
  programs: readonly string[];
  version: readonly string[];
  /** Runs the program on the target; `file` is where it may write. */
  scan(
    run: (args: readonly string[], seconds?: number) => Promise<string>,
    target: Target,
    file: string,
  ): Promise<Pick<Scan, "sound" | "result"> & Partial<Pick<Scan, "version">>>;
}

const wordlist = "/usr/share/dirb/wordlists/common.txt";
const ofOldBrowsers = "X-XSS-Protection";
/** All that the wordlist may find. */
const isPublic = /^(|index\.html|favicon\.svg|health|openapi\.json|internal|devices|theme\.js)$/;

const scanners: readonly Scanner[] = [
  {
    name: "ffuf",
    programs: ["ffuf"],
    version: ["-V"],
    async scan(run, { origin }, file) {
      if (!existsSync(wordlist)) return { sound: undefined, result: `there is no ${wordlist}` };
      await run(
        ["-u", `${origin}/FUZZ`, "-w", wordlist, "-k", "-s", "-t", "8"].concat([
          "-mc",
          "all",
          "-fc",
          "404",
          "-of",
          "json",
          "-o",
          file,
        ]),
      );
      const { results } = JSON.parse(readFileSync(file, "utf8")) as {
        results: { input: { FUZZ: string }; status: number }[];
      };
      const found = results.map(({ input, status }) => `${input.FUZZ || "/"} ${status}`);
      const sound = results.every(({ input, status }) => isPublic.test(input.FUZZ) && status < 500);
      const words = readFileSync(wordlist, "utf8").split("\n").length - 1;
      return { sound, result: `of ${words} words it found ${found.join(", ")}` };
    },
  },
  {
    name: "wapiti",
    programs: ["wapiti"],
    version: ["--version"],
    async scan(run, { origin }, file) {
      await run(
        ["-u", `${origin}/`, "--verify-ssl", "0", "--flush-session", "--no-bugreport"].concat([
          "--max-scan-time",
          "90",
          "-f",
          "json",
          "-o",
          file,
          "-v",
          "0",
        ]),
      );
      const { vulnerabilities, anomalies } = JSON.parse(readFileSync(file, "utf8")) as Record<
        "vulnerabilities" | "anomalies",
        Record<string, { info: string }[]>
      >;
      const found = [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(
        ([kind, each]) => each.map(({ info }) => `${kind}: ${info}`),
      );
      const meant = found.filter((finding) => !finding.includes(ofOldBrowsers));
      return {
        sound: meant.length === 0,
        result:
          meant.join("; ") ||
          `nothing but that ${ofOldBrowsers} is 0, as it should be: its filter can be turned against pages`,
      };
    },
  },
  {
    name: "testssl.sh",
    programs: ["testssl", "testssl.sh"],
    version: ["--version"],
    async scan(run, { origin }, file) {
      await run(
        ["--quiet", "--color", "0", "--warnings", "off", "-p", "-U", "-s", "-f"].concat([
          "--jsonfile",
          file,
          new URL(origin).host,
        ]),
        420,
      );
      const all = JSON.parse(readFileSync(file, "utf8")) as Record<
        "id" | "severity" | "finding",
        string
      >[];
      const found = all.filter(({ severity }) => /MEDIUM|HIGH|CRITICAL/.test(severity));
      const shown = found.map(({ id, severity, finding }) => `${id} (${severity}): ${finding}`);
      return {
        sound: all.length > 20 && found.length === 0,
        result: `of ${all.length} checks of protocols, ciphers and vulnerabilities ${shown.join("; ") || "none is medium or worse"}`,
      };
    },
  },
  ...(["-H", "-B", "-X"] as const).map((way) => ({
    name: `slowhttptest ${way}`,
    programs: ["slowhttptest"],
    version: ["-h"],
    async scan(run: Parameters<Scanner["scan"]>[0], { origin }: Target) {
      // The proxy takes 100 requests at once from an address, and the tool's own question is from the same one.
      const connections = way === "-H" ? 300 : 90;
      const told = await run(
        [
          "-c",
          `${connections}`,
          way,
          "-i",
          "5",
          "-r",
          "100",
          "-l",
          "30",
          "-p",
          "3",
          "-u",
          `${origin}/`,
        ].concat(way === "-B" ? ["-t", "POST", "-u", `${origin}/api/novel`] : []),
      );
      const answers = [...told.matchAll(/service available:\S*\s+\S*?(YES|NO)/g)].map(
        ([, answer]) => answer,
      );
      const away = answers.filter((answer) => answer === "NO").length;
      return {
        sound: answers.length > 0 && away === 0,
        result: `${connections} connections over 30 s: the service was available ${answers.length - away} of ${answers.length} times that it was asked`,
      };
    },
  })),
  {
    name: "MDN HTTP Observatory",
    programs: ["mdn-http-observatory-scan"],
    version: ["--version"],
    async scan(_run, { origin, certificate }) {
      if (new URL(origin).port !== "")
        return { sound: undefined, result: "ports 80 and 443 are not to be had, not run" };
      // What is on the PATH puts certificates of its own in the place of ours, and calls this.
      const program = realpathSync(findProgram("mdn-http-observatory-scan")!);
      const told = await output(
        process.execPath,
        [join(dirname(program), "../src/scan.js"), "localhost"],
        {
          seconds: 60,
          env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
        },
      );
      const { scan, tests } = JSON.parse(told) as Observed;
      const failed = Object.entries(tests)
        .filter(([, { pass }]) => !pass)
        .map(([name, { result }]) => `${name}: ${result}`);
      // Its command calls itself 1.0.0 for ever.
      const manifest = readFileSync(join(dirname(program), "../package.json"), "utf8");
      const { version } = JSON.parse(manifest) as { version: string };
      return {
        version,
        sound: scan.score >= 130 && scan.grade === "A+",
        result: `${scan.grade}, ${scan.score}; not passed: ${failed.join(", ") || "none"}`,
      };
    },
  },
];

interface Observed {
  scan: { score: number; grade: string };
  tests: Record<string, { pass: boolean; result: string }>;
}

/** Runs every scanner that is installed, each on an instance without limits in its way. */
export async function* scanAll(): AsyncGenerator<Scan> {
  const target = await startTarget({
    limits: "raised",
    ports: { plainPort: 80, tlsPort: 443 },
  }).catch(
    // Those ports are taken, or not for this user.
    async () => startTarget({ limits: "raised" }),
  );
  const folder = mkdtempSync(join(tmpdir(), "colophon-scan-"));
  try {
    for (const { name: scanner, programs, version: asked, scan } of scanners) {
      const program = findProgram(...programs);
      if (program === undefined) {
        yield { scanner, version: undefined, sound: undefined, result: "not installed, not run" };
        continue;
      }
      const run = (args: readonly string[], seconds = 180) => output(program, args, { seconds });
      const [version] = /\d+\.\d+(\.\d+)*/.exec(await run(asked)) ?? [];
      const file = join(folder, `${scanner.replaceAll(/\W/g, "-")}.json`);
      const result = await scan(run, target, file).catch((error: unknown) => ({
        sound: false,
        result: `it cannot be read: ${String(error)}`,
      }));
      yield { scanner, version, ...result };
    }
    yield {
      scanner: "the process",
      version: undefined,
      sound: target.alive(),
      result: target.alive() ? "is still there after all of them" : "has ended",
    };
  } finally {
    await target.close();
    rmSync(folder, { recursive: true });
  }
}

/** All that a program says on standard output, and after it on standard error, however it ends. */
async function output(
  program: string,
  args: readonly string[],
  { seconds, env = process.env }: { seconds: number; env?: NodeJS.ProcessEnv },
): Promise<string> {
  const limits = { timeout: seconds * 1_000, maxBuffer: 64_000_000, cwd: tmpdir(), env };
  return new Promise((resolve) => {
    execFile(program, args, limits, (_error, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}
