import { globSync, readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { check } from "recheck";
import { parseSync } from "vite";
import { expect, test } from "vitest";

interface Written {
  source: string;
  flags: string;
  /** Of the texts that it is asked of, where the code before it says so. */
  longestText?: number | undefined;
}

/** The literals in a file. */
function literalsIn(file: string, code = readFileSync(file, "utf8")): Written[] {
  const found: Written[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { regex } = node as { regex?: { pattern: string; flags: string } };
    if (regex !== undefined) found.push({ source: regex.pattern, flags: regex.flags });
    for (const part of Object.values(node)) look(part);
  };
  look(parseSync(file, code).program);
  return found;
}

/** Those that are put together by an act, such as an import: they stand in no literal. */
async function composedBy(act: () => Promise<unknown>, longestText?: number): Promise<Written[]> {
  const found: Written[] = [];
  const { RegExp: original } = globalThis;
  globalThis.RegExp = new Proxy(original, {
    construct(target, args, newTarget) {
      const { source, flags } = Reflect.construct(target, args, newTarget) as RegExp;
      found.push({ source, flags, longestText });
      return new target(source, flags);
    },
  });
  try {
    await act();
  } finally {
    globalThis.RegExp = original;
  }
  if (found.length === 0) throw new Error(`${String(act)} puts nothing together`);
  return found;
}

/** The scrubber's. It looks for every shape of a secret at once, which is too long for recheck; so each is held by itself. */
async function composedByScrubber(): Promise<Written[]> {
  const ofPatterns = await composedBy(async () => import("#/telemetry/secret-patterns.ts"));
  const own = await composedBy(async () => import("#/telemetry/scrub.ts"));
  const { secretPatterns } = await import("#/telemetry/secret-patterns.ts");
  const { createScrubber } = await import("#/telemetry/scrub.ts");
  const scrubber = createScrubber();
  const learnt = await composedBy(async () => scrubber.learn(['s3cr%2Ft+word of "mine"']));
  const shapes = secretPatterns.map(({ pattern }) => ({ source: pattern, flags: "gi" }));
  return [...ofPatterns, ...own, ...learnt, ...shapes];
}

/** How much of the processor's time the worst text that was found may take; it is made for one and a half thousand million steps. */
const longestMs = 400;

/**
 * Why a hostile text could hold the process up; undefined where it could not. What recheck finds by trying, where
 * repetitions are bounded, may be nothing to V8: so its text is tried there.
 */
async function faultOf({ source, flags, longestText }: Written): Promise<string | undefined> {
  const found = await check(source, flags, { timeout: 300_000 });
  if (found.status === "safe") return undefined;
  if (found.status === "unknown") return `/${source}/${flags}: ${found.error.kind}`;
  const text = found.attack.string.slice(0, longestText);
  if (!holdsUp({ source, flags }, text)) return undefined;
  return `/${source}/${flags}: ${found.complexity.summary}`;
}

function holdsUp({ source, flags }: Written, text: string): boolean {
  // A text can ask for every match, not only the first.
  const everywhere = flags.includes("g") ? flags : `${flags}g`;
  const code = "text.replaceAll(new RegExp(source, flags), '')";
  for (let timeout = longestMs; ; timeout *= 2) {
    const before = process.cpuUsage();
    try {
      runInNewContext(code, { text, source, flags: everywhere }, { timeout });
      return false;
    } catch {
      // On a busy machine it may have been somebody else's time.
      if (process.cpuUsage(before).user >= 1_000 * longestMs) return true;
    }
  }
}

test("a regular expression that a hostile text could slow down is found", async () => {
  const [planted] = literalsIn("planted.ts", "export const slow = /^(a+)+$/;");
  expect(await faultOf(planted!)).toContain("exponential");
  expect(await faultOf({ source: "\\s+$", flags: "" })).toContain("polynomial");
  expect(await faultOf({ source: "^\\d+$", flags: "" })).toBeUndefined();
});

test("no regular expression of the product takes more time than in proportion to the text", async () => {
  const files = globSync("src/**/*.{ts,tsx,js}").filter((file) => !/\.(test|fixture)\./.test(file));
  const composed = [
    ...(await composedBy(async () => import("#/prose/model-chatter.ts"), 400)),
    ...(await composedBy(async () => import("#/prose/refusal.ts"), 1_200)),
    ...(await composedByScrubber()),
    ...(await composedBy(async () => {
      const { properNames } = await import("#/adapters/demo-writer/proper-names.ts");
      properNames("Walking home, Mara-Lou's brother met Walking.");
    })),
  ];
  const all = [...files.flatMap((file) => literalsIn(file)), ...composed];
  const each = new Map(all.map((one) => [`/${one.source}/${one.flags}`, one]));
  expect(each.size).toBeGreaterThan(200);
  expect(composed.length).toBeGreaterThan(15);
  const faults = [];
  for (const one of each.values()) faults.push(await faultOf(one));
  expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
}, 600_000);
