import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

interface Package {
  integrity?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}

function lockIn(folder: string) {
  const file = join(import.meta.dirname, "..", folder, "package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Package> };
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
  return { lock, packages };
}

/** The names of the packages that would run a script when they are installed. */
function scriptedIn(folder: string): string[] {
  const scripted = lockIn(folder).packages.filter(([, { hasInstallScript }]) => hasInstallScript);
  return scripted.map(([path]) => path.replace(/^.*node_modules\//, ""));
}

describe.each([".", "bench/peers"])("in %s", (folder) => {
  const { lock, packages } = lockIn(folder);

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
});

test("no package needs an install script: none would be run", () => {
  // Looks whether its build fits; msgpackr (under BullMQ) does without it where it does not.
  expect(scriptedIn(".")).toEqual(["msgpackr-extract"]);
  // Warns of versions.
  expect(scriptedIn("bench/peers")).toEqual(["protobufjs"]);
});
