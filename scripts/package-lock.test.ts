import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

interface Package {
  integrity?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(
  readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8"),
) as { packages: Record<string, Package> };

const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

test("the lock holds every platform's builds, or npm ci refuses it there", () => {
  const locked = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, "")));
  const named = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  expect(named.filter((name) => !locked.has(name))).toEqual([]);
});

test("every package is locked to its content", () => {
  expect(packages.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
});

test("no package needs an install script: none would be run", () => {
  const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  // Looks whether its build fits; msgpackr (under BullMQ) does without it where it does not.
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(names).toEqual(["msgpackr-extract"]);
});
