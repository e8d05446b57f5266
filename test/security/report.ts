import type { Attack } from "./attack.ts";
import type { Proof } from "./prove.ts";
import type { Scan } from "./scanners.ts";
import type { Verdict } from "./verdict.ts";

/** An attack, and what came of it. */
export interface Attacked {
  attack: Attack;
  verdict: Verdict;
}

/** All that was done in one run. */
export interface Findings {
  date: string;
  commit: string;
  /** The versions of what was attacked with and through. */
  node: string;
  nginx: string;
  seed: number;
  verdicts: readonly Attacked[];
  /** On several processes; empty where that was not run. */
  scaled: readonly Attacked[];
  proofs: readonly Proof[];
  scans: readonly Scan[];
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
const row = (...cells: string[]) => `| ${cells.map(cell).join(" | ")} |`;

const marks: Readonly<Record<string, string>> = {
  true: "",
  false: "**not found**: ",
  undefined: "not run: ",
};

/** The report as Markdown. */
export function writeReport(findings: Findings): string {
  const { date, commit, node, nginx, seed, verdicts, scaled, proofs, scans } = findings;
  const all = [...verdicts, ...scaled];
  const broken = all.filter(({ verdict }) => !verdict.sound).length;
  return [
    "# Pen-test report",
    "",
    "Written by `npm run pentest -- --scaled --prove --scanners --report`; not to be edited. The attacks are",
    "in `test/security/attacks/`. They know the product by what it shows outside: addresses, `openapi.json`, its",
    "log and its process's memory. They were made by the same hands as the product: that is no substitute",
    "for a test by somebody else.",
    "",
    `- ${date}, commit ${commit}, seed ${seed}`,
    `- one embedded process in production's settings (\`FORCE_HTTPS\`, \`TRUST_PROXY=1\`), Node ${node}, behind nginx ${nginx} with \`ops/nginx/nginx.conf\`, on loopback`,
    `- ${all.length} runs of attacks, ${broken} of which found a way in`,
    "",
    "## Attacks",
    "",
    row("attack", "what must hold", "what was tried", "checks", "result"),
    row("---", "---", "---", "---:", "---"),
    ...verdicts.map(({ attack, verdict }) =>
      row(`\`${attack.name}\``, attack.promise, attack.tries, ...outcome(verdict)),
    ),
    "",
    ...measured(verdicts),
    "## Several processes",
    "",
    "The attacks that several processes could fail where one holds, on two API processes and a worker behind the",
    "same nginx, on one MongoDB and one Redis (what was not the real MongoDB is in",
    "[not verified](../not-verified.md)):",
    "",
    row("attack", "checks", "result"),
    row("---", "---:", "---"),
    ...(scaled.length === 0 ? [row("not run", "", "")] : []),
    ...scaled.map(({ attack, verdict }) => row(`\`${attack.name}\``, ...outcome(verdict))),
    "",
    ...measured(scaled),
    "## Each attack finds what it is for",
    "",
    "A weakness is planted in a process or in nginx's configuration, and the attack has to see it:",
    "",
    row("weakness", "found by", "what it saw"),
    row("---", "---", "---"),
    ...(proofs.length === 0 ? [row("not run", "", "")] : []),
    ...proofs.map(({ weakness, foundBy, found, evidence }) =>
      row(weakness, `\`${foundBy}\``, `${marks[String(found)]}${masked(evidence)}`),
    ),
    "",
    "## Scanners",
    "",
    "Run where they are installed, on the same recipe, with raised limits.",
    "",
    row("scanner", "version", "result"),
    row("---", "---", "---"),
    ...(scans.length === 0 ? [row("not run", "", "")] : []),
    ...scans.map(({ scanner, version = "", sound, result }) =>
      row(scanner, version, `${sound === false ? "**finds something**: " : ""}${result}`),
    ),
    "",
  ].join("\n");
}

/** How often it was checked, and what came of it. */
function outcome({ checks, sound, broken }: Verdict): [checks: string, result: string] {
  const found = `**broken** ${broken.length} times: ${broken[0]?.slice(0, 200)}`;
  return [checks.toLocaleString("en"), sound ? "held" : found];
}

function measured(attacked: readonly Attacked[]): string[] {
  const figures = attacked.flatMap(({ attack, verdict }) =>
    verdict.figures.map((figure) => `- \`${attack.name}\`: ${figure}`),
  );
  return figures.length === 0 ? [] : ["Measured:", "", ...figures, ""];
}

/** Without what is another in each run: addresses, ids, cookies. */
function masked(evidence: string): string {
  return evidence
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1")
    .replaceAll(/v1\.[\w.-]+/g, "…")
    .replaceAll(/[\da-f]{8}-[\da-f-]+/g, "…")
    .replaceAll(/file:\/\/\S*\/src/g, "file:///…/src");
}
