import { readFileSync } from "node:fs";
import { join } from "node:path";

export const licenceListFile = "docs/ops/licences.md";

/** What production may hold. MPL-2.0 asks for the source of its own files only, which npm has. */
export const allowedLicences: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MPL-2.0",
];

/** Licences that the lock does not tell, as their packages' own files do. */
const toldElsewhere: Readonly<Record<string, string>> = { "xmlhttprequest-ssl": "MIT" };

/** A package that production installs somewhere. */
export interface LockedPackage {
  name: string;
  version: string;
  licence: string;
  integrity: string;
}

/** Every package that production installs on one platform or another, by name, after the lock. */
export function productionPackages(): LockedPackage[] {
  const file = join(import.meta.dirname, "../package-lock.json");
  const { packages } = JSON.parse(readFileSync(file, "utf8")) as {
    packages: Record<
      string,
      { version: string; license?: string; integrity: string; dev?: boolean }
    >;
  };
  const found = new Map<string, LockedPackage>();
  for (const [path, { version, license, integrity, dev = false }] of Object.entries(packages)) {
    if (path === "" || dev) continue;
    const name = path.replace(/^.*node_modules\//, "");
    const licence = license ?? toldElsewhere[name] ?? "unknown";
    found.set(`${name}@${version}`, { name, version, licence, integrity });
  }
  return [...found.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** The list as Markdown, one row for each licence. */
export function licenceList(): string {
  const byLicence = Map.groupBy(productionPackages(), ({ licence }) => licence);
  const rows = [...byLicence]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([licence, packages]) => {
      const names = packages.map(({ name, version }) => `\`${name}\` ${version}`);
      return `| ${licence} | ${packages.length} | ${names.join(", ")} |`;
    });
  return `# Licences

Written by \`npm run docs\` from \`package-lock.json\`: every package that \`npm ci --omit=dev\` may install, on whatever
platform. A test refuses any licence but ${allowedLicences.join(", ")}. \`npm run --silent sbom\` prints
the same packages as CycloneDX, with their hashes. Colophon's own licence is MIT (\`LICENSE\`).

| licence | packages | |
|---|--:|---|
${rows.join("\n")}
`;
}
