/**
 * Sets up what a command needs and is missing: `node scripts/setup.mjs --for start|dev|check|test`.
 * It runs before anything is installed, so it is plain JavaScript for any Node from 20 on, without
 * dependencies. With everything in place it changes nothing and takes about a tenth of a second.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findChromium, findProgram } from "./find-program.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules/.bin");
const node = join(bin, "node");

/** @type {Record<string, (() => void)[]>} */
const needs = {
  start: [installPackages, buildWeb],
  dev: [installPackages],
  check: [installPackages],
  test: [installPackages, buildWeb, installDebianPackages],
};

class SetupError extends Error {}

try {
  const steps = process.argv[2] === "--for" ? needs[process.argv[3] ?? ""] : undefined;
  if (!steps) throw new SetupError(`Usage: setup.mjs --for ${Object.keys(needs).join("|")}`);
  for (const step of steps) step();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Installs what the lock says unless it is there already, and makes sure that our Node is. */
function installPackages() {
  if (!isInstalled()) {
    say("Installing packages …");
    const npm = ["ci", "--ignore-scripts", "--include=dev", "--include=optional"];
    const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
    // npm is about to delete node_modules: it must not run on the Node in there.
    const PATH = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== bin);
    const env = { ...process.env, PATH: PATH.join(delimiter) };
    run("npm", [...npm, ...quiet], { env, failed: "The packages could not be installed." });
  }
  checkNode();
}

/**
 * What a lock file says of a package. Other platforms' builds are optional.
 * @typedef {{ version: string, integrity?: string, optional?: boolean }} Package
 */

/** Whether npm's own record of what it installed agrees with the lock. */
function isInstalled() {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = packagesIn(record);
  return Object.entries(packagesIn(join(root, "package-lock.json"))).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    if (!found) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** @param {string} file a lock file */
function packagesIn(file) {
  const lock = /** @type {{ packages: Record<string, Package> }} */ (readJson(file));
  return lock.packages;
}

/** The pinned Node is an optional package, and npm leaves those out silently: on an unknown platform, or when told to. */
function checkNode() {
  const manifest = /** @type {{ optionalDependencies: Record<string, string> }} */ (
    readJson(join(root, "package.json"))
  );
  const platform = `${process.platform}-${process.arch}`;
  const builds = Object.entries(manifest.optionalDependencies).filter(([name]) =>
    name.startsWith("node-"),
  );
  const version = `v${builds[0]?.[1]}`;
  linkNode(builds.map(([name]) => name));
  const found = spawnSync(node, ["--version"], { encoding: "utf8" });
  if (found.stdout?.trim() === version) return;

  const platforms = builds.map(([name]) => name.replace(/^node-(bin-)?/, ""));
  const problem = found.stdout
    ? `${node} is ${found.stdout.trim()}, not ${version}.`
    : `Node ${version} is not to be had in ${bin} (${found.error?.message ?? found.stderr.trim()}).`;
  const remedy = platforms.includes(platform)
    ? `npm has a build for this platform, ${platform}: remove node_modules, see that \`npm config get omit\` does not say "optional", and try again. The build needs glibc, so on Alpine use a Debian image.`
    : `npm has builds for ${platforms.join(", ")}; this platform is ${platform}. Use one of those (on Windows: WSL 2), or put a Node ${version} of your own there: ln -s "$(command -v node)" ${node}`;
  throw new SetupError(`${problem}\n${remedy}`);
}

/**
 * Links the command where npm did not: npm 10 removes the link again with those of the builds for
 * other platforms, which have the same name.
 * @param {string[]} builds packages that hold a Node
 */
function linkNode(builds) {
  const build = builds.find((name) => existsSync(join(bin, "..", name, "bin/node")));
  if (existsSync(node) || !build) return;
  mkdirSync(bin, { recursive: true });
  rmSync(node, { force: true });
  symlinkSync(join("..", build, "bin/node"), node);
}

/** Builds the web app unless dist/web was built from just these sources. */
function buildWeb() {
  const stamp = join(root, "dist/web.sources");
  const files = ["vite.config.ts", "package-lock.json", ...filesIn("src/web")];
  const sources = hashOf(files.concat(filesIn("src/contract")));
  const built = existsSync(join(root, "dist/web/index.html")) && existsSync(stamp);
  if (built && readFileSync(stamp, "utf8") === sources) return;
  say("Building the web app …");
  rmSync(stamp, { force: true });
  const vite = join(root, "node_modules/vite/bin/vite.js");
  run(node, [vite, "build", "--logLevel", "warn"], { failed: "The web app could not be built." });
  writeFileSync(stamp, sources);
}

/** @param {string} folder of the project; its files but the tests, as paths from the root */
function filesIn(folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => !/\.test\.tsx?$/.test(file) && statSync(join(root, file)).isFile())
    .toSorted();
}

/** @param {string[]} files */
function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Installs the Debian packages that tests use, where that needs nobody's password; the tests of what is missing then skip themselves. */
function installDebianPackages() {
  /** @type {Record<string, string | undefined>} */
  const programs = {
    chromium: findChromium(),
    "redis-server": findProgram("redis-server"),
    prometheus: findProgram("promtool"),
    "prometheus-alertmanager": findProgram("amtool"),
    nginx: findProgram("nginx"),
  };
  const missing = Object.keys(programs).filter((name) => !programs[name]);
  const asRoot = process.getuid?.() === 0 ? ["env"] : ["sudo", "-n"];
  if (missing.length === 0 || spawn([...asRoot, "apt-get", "--version"]).status !== 0) return;
  say(`Installing for the tests, from Debian: ${missing.join(", ")} …`);
  const install = join(root, "scripts/install-debian-packages.sh");
  const { status, stdout, stderr } = spawn([...asRoot, install, ...missing]);
  if (status !== 0)
    say(`That failed, and the tests that need them are skipped:\n${stdout}${stderr}`);
}

/** @param {string[]} command */
function spawn([command = "", ...args]) {
  return spawnSync(command, args, { encoding: "utf8" });
}

/** @param {string} file @returns {unknown} */
function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Runs a program that cannot be done without.
 * @param {string} command
 * @param {string[]} args
 * @param {{ failed: string, env?: NodeJS.ProcessEnv }} options `failed` says what its failure means
 */
function run(command, args, { failed, env = process.env }) {
  // Standard output is the caller's, for what it has to say itself.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ["ignore", process.stderr.fd, process.stderr.fd],
  });
  if (error) throw new SetupError(`${failed} ${error.message}`);
  if (status !== 0) throw new SetupError(failed);
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}
