import type { OxlintOverride } from "oxlint";

const contract = ["contract"];
const edge = ["contract", "ports", "telemetry", "domain"];
const allButWeb = ["books", "prose", "config", "adapters", "http", "realtime", "worker"].concat(
  ["upkeep", "processes", "commands"],
  edge,
);

/**
 * The one-way dependencies of `src/`: what each folder may import beside packages and its own files.
 * Adapters are closed: each folder in `adapters` is one technology and knows no other one.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  ports: contract,
  telemetry: ["contract", "ports"],
  config: contract,
  books: contract,
  prose: contract,
  domain: ["contract", "ports", "telemetry", "prose"],
  adapters: ["contract", "ports", "telemetry"],
  http: [...edge, "books"],
  realtime: edge,
  worker: edge,
  upkeep: edge,
  web: contract,
  processes: allButWeb,
  commands: allButWeb,
};

export const folders = Object.keys(mayImport);

/** The folders that `folder` may not import, itself among them when it is closed. */
export function forbiddenFolders(folder: string): string[] {
  const allowed = new Set(mayImport[folder]);
  if (folder !== "adapters") allowed.add(folder);
  return folders.filter((other) => !allowed.has(other));
}

const tests = "*.{test,contract,fixture}.{ts,tsx}";

const oneReader = "Only src/config/env.ts reads the environment; take the setting as an argument.";

/** The ways to the environment, for `no-restricted-properties`, which sees destructuring too. */
export const environment = [
  { object: "process", property: "env", message: oneReader },
  { object: "globalThis", property: "process", message: oneReader },
];

/** Vitest's own waits, for `no-restricted-properties`: they give up after a second, which a busy machine needs. */
export const impatience = ["waitFor", "waitUntil"].map((property) => ({
  object: "vi",
  property,
  message:
    "Use `eventually` or `until` of test/harness, which wait as long as a slow machine takes.",
}));

const environmentModules = ["process", "node:process"].map((name) => ({
  name,
  importNames: ["env", "default"],
  message: oneReader,
}));

const testTools = {
  regex: String.raw`^(vitest|fast-check|axe-core|playwright-core)(/|$)|^#test/|\.(test|contract|fixture)\.tsx?$`,
  message: "Only tests, contract suites and fixtures may import this.",
};

function fence(folder: string, forbidden: readonly string[]) {
  return {
    regex: `^#/(${forbidden.join("|")})(/|$)`,
    message: `src/${folder} may import: ${mayImport[folder]?.join(", ") || "packages only"} (scripts/fences.ts).`,
  };
}

/**
 * The fences as overrides for oxlint, two for each folder: one for its code and one for its tests,
 * which may also import test tools and adapters, to have something to run on.
 */
export function fenceOverrides(): OxlintOverride[] {
  return folders.flatMap((folder) => {
    const forbidden = forbiddenFolders(folder);
    const inTests = folder === "web" ? forbidden : forbidden.filter((name) => name !== "adapters");
    return [
      restrict(`src/${folder}/**/*.{ts,tsx}`, [fence(folder, forbidden), testTools]),
      restrict(`src/${folder}/**/${tests}`, [fence(folder, inTests)]),
    ];
  });
}

function restrict(files: string, patterns: { regex: string; message: string }[]): OxlintOverride {
  return {
    files: [files],
    rules: { "no-restricted-imports": ["error", { paths: environmentModules, patterns }] },
  };
}
