import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  allowedLicences,
  licenceList,
  licenceListFile,
  productionPackages,
} from "./licence-list.ts";

const root = join(import.meta.dirname, "..");

test("every package of production has a licence that is allowed", () => {
  const others = productionPackages().filter(({ licence }) => !allowedLicences.includes(licence));
  expect(others).toEqual([]);
  expect(productionPackages().length).toBeGreaterThan(100);
});

test("what is installed says of its licence what the lock says", () => {
  const told = productionPackages().flatMap(({ name, version, licence }) => {
    const file = join(root, "node_modules", name, "package.json");
    if (!existsSync(file)) return [];
    const own = JSON.parse(readFileSync(file, "utf8")) as {
      version: string;
      license?: string;
      licenses?: { type: string }[];
    };
    // Of several versions the other ones lie deeper.
    if (own.version !== version) return [];
    return [[name, licence, own.license ?? own.licenses?.[0]?.type]];
  });
  expect(told.length).toBeGreaterThan(100);
  expect(told.filter(([, locked, own]) => locked !== own)).toEqual([]);
});

test("the list in the documents is the one of now: npm run docs", () => {
  expect(readFileSync(join(root, licenceListFile), "utf8")).toBe(licenceList());
});

interface Component {
  name: string;
  version: string;
  purl: string;
  hashes: { alg: string; content: string }[];
  licenses?: { license: { id: string } }[];
}

test("npm run sbom prints every package of production as CycloneDX, with the hash that it is locked to", () => {
  const printed = execFileSync("npm", ["run", "--silent", "sbom"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 16_000_000,
  });
  const bom = JSON.parse(printed) as {
    bomFormat: string;
    specVersion: string;
    serialNumber: string;
    metadata: { component: { version: string; purl: string } };
    components: Component[];
    dependencies: { ref: string }[];
  };
  expect(bom).toMatchObject({
    bomFormat: "CycloneDX",
    metadata: { component: { type: "application", name: "colophon" } },
  });
  expect(Number(bom.specVersion)).toBeGreaterThanOrEqual(1.5);
  expect(bom.serialNumber).toMatch(/^urn:uuid:/);
  expect(bom.metadata.component.purl).toBe(`pkg:npm/colophon@${bom.metadata.component.version}`);
  const expected = productionPackages().map(({ name, version, integrity }) => ({
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    sha512: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex"),
  }));
  const listed = bom.components.map(({ purl, hashes }) => ({
    purl,
    sha512: hashes.find(({ alg }) => alg === "SHA-512")?.content,
  }));
  const byPurl = (one: { purl: string }, other: { purl: string }) =>
    one.purl < other.purl ? -1 : 1;
  expect(listed.toSorted(byPurl)).toEqual(expected.toSorted(byPurl));
  expect(bom.dependencies.length).toBeGreaterThan(expected.length);
});
