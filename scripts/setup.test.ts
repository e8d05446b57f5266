import { spawnSync } from "node:child_process";
import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
let project = "";

/** A lock with one package for all, and Node for this platform and for another one. */
const lock = (zod: string) => ({
  packages: {
    "": { name: "colophon" },
    "node_modules/zod": { version: zod, integrity: `sha512-${zod}` },
    "node_modules/node-here": { version: "26.10.0", optional: true },
    "node_modules/node-elsewhere": { version: "26.10.0", optional: true },
  },
});

const platform = `${process.platform}-${process.arch}`;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "colophon-setup-"));
  for (const script of ["setup.mjs", "find-program.mjs", "install-debian-packages.sh"])
    await cp(join(root, "scripts", script), join(project, "scripts", script));
  await write("package-lock.json", JSON.stringify(lock("1.0.0")));
  await manifest(platform);
  await write("src/web/main.tsx", "1");
  await write("src/contract/words.ts", "1");
  await write("vite.config.ts", "1");
  await installable();
  // No more of the machine's own programs than the scripts below use: it may have a Chromium.
  await mkdir(join(project, "tools"));
  for (const tool of ["chmod", "cp", "env", "mkdir", "rm", "touch"])
    await symlink(await which(tool), join(project, "tools", tool));
});

afterEach(async () => {
  await rm(project, { recursive: true, force: true });
});

test("what is missing is made, and a second run does nothing and says nothing", async () => {
  expect(setUp("start")).toEqual({
    status: 0,
    said: "Installing packages …\nBuilding the web app …\n",
  });
  expect(await done()).toEqual(["npm ci", "build"]);
  expect(setUp("start")).toEqual({ status: 0, said: "" });
  expect(await done()).toEqual(["npm ci", "build"]);
});

test("a changed lock is installed, and the web app built anew", async () => {
  setUp("start");
  await write("package-lock.json", JSON.stringify(lock("1.0.1")));
  await installable(lock("1.0.1"));
  setUp("start");
  expect(await done()).toEqual(["npm ci", "build", "npm ci", "build"]);
  setUp("start");
  expect(await done()).toHaveLength(4);
});

test("an install that was interrupted is done again", async () => {
  setUp("check");
  await rm(join(project, "node_modules/.package-lock.json"));
  setUp("check");
  expect(await done()).toEqual(["npm ci", "npm ci"]);
});

test.each(["src/web/main.tsx", "src/contract/words.ts", "vite.config.ts", "src/web/new.css"])(
  "the web app is built anew when %s changes",
  async (file) => {
    setUp("start");
    await write(file, "2");
    setUp("start");
    expect(await done()).toEqual(["npm ci", "build", "build"]);
  },
);

test("the web app is not built anew for its tests", async () => {
  setUp("start");
  await write("src/web/main.test.tsx", "1");
  setUp("start");
  expect(await done()).toEqual(["npm ci", "build"]);
});

test("a web app that was removed, or whose build failed, is built anew", async () => {
  setUp("start");
  await rm(join(project, "dist/web"), { recursive: true });
  setUp("start");
  await write("src/web/main.tsx", "2");
  await write("build-fails", "");
  expect(setUp("start")).toEqual({
    status: 1,
    said: "Building the web app …\nmain.tsx is wrong\nThe web app could not be built.\n",
  });
  await rm(join(project, "build-fails"));
  await write("src/web/main.tsx", "1");
  setUp("start");
  expect(await done()).toEqual(["npm ci", "build", "build", "build", "build"]);
});

test("what npm has to say about a failure is passed on in full", async () => {
  await program("bin/npm", 'echo "ECONNREFUSED registry" >&2; exit 1');
  expect(setUp("check")).toEqual({
    status: 1,
    said: "Installing packages …\nECONNREFUSED registry\nThe packages could not be installed.\n",
  });
});

test("npm does not run on the Node that it is about to remove", async () => {
  setUp("check");
  await rm(join(project, "node_modules/.package-lock.json"));
  await program("bin/npm", 'echo "$PATH" > path');
  setUp("check");
  const path = await readFile(join(project, "path"), "utf8");
  expect(path).not.toContain(join(project, "node_modules/.bin"));
});

test("a platform without a build of Node is named, with those that have one and the way out", async () => {
  await manifest("plan9-mips");
  await program("bin/npm", "true");
  const { status, said } = setUp("check");
  expect(status).toBe(1);
  expect(said).toContain("Node v26.10.0 is not to be had");
  expect(said).toContain(`npm has builds for plan9-mips; this platform is ${platform}`);
  expect(said).toContain("ln -s");
});

test("a build that npm left out is named, with the setting that does that", async () => {
  await program("bin/npm", "true");
  const { status, said } = setUp("check");
  expect(status).toBe(1);
  expect(said).toContain(`npm has a build for this platform, ${platform}`);
  expect(said).toContain("npm config get omit");
});

test("a Node that npm installed without linking its command is linked", async () => {
  const build = `node_modules/node-${platform}/bin`;
  await program("bin/npm", `mkdir -p ${build} && cp built-node ${build}/node`);
  expect(setUp("check")).toEqual({ status: 0, said: "Installing packages …\n" });
  expect(await realpath(join(project, "node_modules/.bin/node"))).toContain(build);
});

test("another Node than the pinned one is refused", async () => {
  setUp("check");
  await program("node_modules/.bin/node", "echo v26.9.0");
  const { status, said } = setUp("check");
  expect(status).toBe(1);
  expect(said).toContain("is v26.9.0, not v26.10.0");
});

test("tests get what they miss of Debian's packages where nobody's password is needed, once", async () => {
  await program("bin/nginx", "");
  await installer();
  expect(setUp("test").said).toContain(
    "Installing for the tests, from Debian: chromium, redis-server, prometheus, prometheus-alertmanager …\n",
  );
  const steps = [
    "npm ci",
    "build",
    "apt-get update",
    "apt-get install -y --no-install-recommends chromium redis-server prometheus prometheus-alertmanager",
  ];
  expect(await done()).toEqual(steps);
  expect(setUp("test")).toEqual({ status: 0, said: "" });
  expect(await done()).toEqual(steps);
});

test("services are forbidden to start while they are installed, and not any longer", async () => {
  const install = () => run(join(project, "scripts/install-debian-packages.sh"), "a-server");
  await program("bin/apt-get", "./policy a-server start; echo $? >> done");
  expect(install()).toEqual({ status: 0, said: "" });
  expect(await done()).toEqual(["101", "101"]);
  expect(await readdir(project)).not.toContain("policy");

  await program("policy", "echo asked the owner >> done");
  expect(install()).toEqual({ status: 0, said: "" });
  expect(await done()).toContain("asked the owner");
  expect(await readdir(project)).toContain("policy");
});

test("where nothing can be installed the tests are run without it, and told why", async () => {
  setUp("start");
  expect(setUp("test")).toEqual({ status: 0, said: "" });
  await installer();
  await program("bin/apt-get", '[ "$1" = --version ] || { echo "no network"; exit 100; }');
  const { status, said } = setUp("test");
  expect(status).toBe(0);
  expect(said).toContain("That failed, and the tests that need them are skipped:\nno network\n");
  await program("bin/sudo", "exit 1");
  await program("bin/env", "exit 1");
  expect(setUp("test")).toEqual({ status: 0, said: "" });
});

/** Runs the set-up in the project, with its npm first on the PATH. */
function setUp(purpose: string): { status: number | null; said: string } {
  return run(process.execPath, join(project, "scripts/setup.mjs"), "--for", purpose);
}

/** Runs a command in the project, on whose PATH are the programs that the test has put there. */
function run(command: string, ...args: string[]): { status: number | null; said: string } {
  const bins = ["bin", "node_modules/.bin", "tools"].map((folder) => join(project, folder));
  // The machine's own policy is none of a test's business, not even of one that runs as root.
  const env = { PATH: bins.join(":"), POLICY_RC_D: join(project, "policy") };
  const { status, stderr } = spawnSync(command, args, { cwd: project, env, encoding: "utf8" });
  return { status, said: stderr };
}

/** Puts an apt-get in place that notes what it is asked for and installs programs of those names, and a sudo that asks nobody. */
async function installer(): Promise<void> {
  await program("bin/sudo", 'shift; exec env "$@"');
  await program(
    "bin/apt-get",
    `[ "$1" = --version ] && exit
shift 2
echo "apt-get $*" >> done
[ "$1" = install ] || exit 0
for name in chromium redis-server promtool amtool; do cp bin/nginx "bin/$name"; done`,
  );
}

/** Where a program of this machine is. */
async function which(name: string): Promise<string> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  throw new Error(`This machine has no ${name}.`);
}

/** What was done so far, in order. */
async function done(): Promise<string[]> {
  return (await readFile(join(project, "done"), "utf8")).trim().split("\n");
}

/** Puts an npm in place that installs what `content` says, and a Node that builds the web app. */
async function installable(content = lock("1.0.0")): Promise<void> {
  const { "node_modules/node-elsewhere": _, ...here } = content.packages;
  await write("installed.json", JSON.stringify({ packages: here }));
  await program(
    "built-node",
    `if [ "$1" = --version ]; then echo v26.10.0; exit; fi
echo build >> done
if [ -e build-fails ]; then echo "main.tsx is wrong" >&2; exit 1; fi
mkdir -p dist/web && touch dist/web/index.html`,
  );
  await program(
    "bin/npm",
    `echo "npm $1" >> done
mkdir -p node_modules/.bin
cp built-node node_modules/.bin/node
cp installed.json node_modules/.package-lock.json`,
  );
}

async function manifest(builtFor: string): Promise<void> {
  // Not every optional package is a Node.
  const content = {
    optionalDependencies: { "@a/first": "1.2.3", [`node-${builtFor}`]: "26.10.0" },
  };
  await write("package.json", JSON.stringify(content));
}

async function program(file: string, script: string): Promise<void> {
  // Never through a link, into a program of the machine's own.
  await rm(join(project, file), { force: true });
  await write(file, `#!/bin/sh\n${script}\n`);
  await chmod(join(project, file), 0o755);
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(project, file)), { recursive: true });
  await writeFile(join(project, file), content);
}
