import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, matchesGlob, relative } from "node:path";
import { validate } from "dockerfile-utils";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { startColophon } from "#test/harness/start-colophon.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "Dockerfile"), "utf8");
const lines = text.replaceAll(/\\\n\s*/g, "").split("\n");

/** What follows an instruction, wherever it stands. */
const all = (instruction: string) =>
  lines
    .filter((line) => line.startsWith(`${instruction} `))
    .map((line) => line.slice(instruction.length + 1));

/** The same of the last stage, which is the image. */
const inImage = (instruction: string) => {
  const last = lines.findLastIndex((line) => line.startsWith("FROM "));
  return lines
    .slice(last)
    .filter((line) => line.startsWith(`${instruction} `))
    .map((line) => line.slice(instruction.length + 1));
};

test("the Dockerfile has nothing that a builder would refuse", () => {
  expect(validate(text).map(({ message }) => message)).toEqual([]);
  expect(validate("FROM a\nCOPPY b c")).not.toEqual([]);
});

test("every image it builds upon has the tag of one release", () => {
  for (const from of all("FROM")) expect(from).toMatch(/^\w+:\d+\.\d+(\.\d+)?-?[\w-]*( AS \w+)?$/);
});

test("its process is a user without privileges, and Node itself, so that signals reach it", () => {
  expect(inImage("USER")).toEqual(["10001:10001"]);
  const [command = ""] = inImage("CMD");
  const [program, file] = JSON.parse(command) as string[];
  expect(program).toBe("node");
  expect(existsSync(join(root, file ?? ""))).toBe(true);
  expect(inImage("ENTRYPOINT")).toEqual([]);
});

describe("a probe of health, without a shell or another program,", () => {
  const [ofImage = ""] = inImage("HEALTHCHECK");
  const { services } = parse(readFileSync(join(root, "compose.yaml"), "utf8"), {
    merge: true,
  }) as { services: { worker: { healthcheck: { test: string[] } } } };
  const probes = {
    image: JSON.parse(ofImage.slice(ofImage.indexOf("["))) as string[],
    worker: services.worker.healthcheck.test.slice(1),
  };

  test.each(["image", "worker"] as const)("says what the %s's process says", async (probed) => {
    let status = 200;
    const server = createServer((_, response) => response.writeHead(status).end());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const [program, ...args] = probes[probed];
    expect(program).toBe("node");
    const probe = async () => {
      const there = args.map((arg) => arg.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`));
      const env = { ...process.env, PORT: `${port}` };
      const [code] = (await once(spawn(process.execPath, there, { env }), "exit")) as [number];
      return code;
    };
    expect(await probe()).toBe(0);
    status = 503;
    expect(await probe()).toBe(1);
    server.close();
    server.closeAllConnections();
    expect(await probe()).toBe(1);
  });
});

test("packages come from the lock", () => {
  const runs = all("RUN").join("\n");
  expect(runs).toContain("npm ci ");
  expect(runs).not.toMatch(/npm (install|i) /);
});

const rules = readFileSync(join(root, ".dockerignore"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
const letIn = rules.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1));
const leftOut = rules.filter((rule) => rule.startsWith("**/"));

/** Whether a file of the project gets to the builder. */
const isSent = (file: string) =>
  letIn.some((path) => file === path || file.startsWith(`${path}/`)) &&
  !leftOut.some((rule) => matchesGlob(file, rule));

test("nothing is sent to the builder but what is named: a file that nobody thought of stays here", () => {
  expect(rules).toEqual(["*", ...letIn.map((path) => `!${path}`), ...leftOut]);
  const here = globSync("**/*", { cwd: root, exclude: ["node_modules", "dist", ".git"] });
  expect(here.filter((file) => /\.test\.|(^|\/)secrets\/|\.env/.test(file)).filter(isSent)).toEqual(
    [],
  );
});

test("what is sent and copied is enough to build the web app and to run", async () => {
  const image = await mkdtemp(join(tmpdir(), "colophon-image-"));
  onTestFinished(() => rm(image, { recursive: true }));
  const sources = all("COPY")
    .filter((copy) => !copy.startsWith("--from"))
    .flatMap((copy) => copy.split(" ").slice(0, -1));
  for (const source of new Set(sources))
    await cp(join(root, source), join(image, source), {
      recursive: true,
      filter: (path) => statSync(path).isDirectory() || isSent(relative(root, path)),
    });
  await symlink(join(root, "node_modules"), join(image, "node_modules"));
  const vite = join(image, "node_modules/vite/bin/vite.js");
  execFileSync(process.execPath, [vite, "build", "--logLevel", "error"], { cwd: image });

  const [command = ""] = inImage("CMD");
  const [, program = ""] = JSON.parse(command) as string[];
  const colophon = await startColophon({ command: [process.execPath, join(image, program)] });
  onTestFinished(() => colophon.kill());
  const page = await fetch(colophon.url);
  expect(page.status).toBe(200);
  expect(await colophon.stop()).toBe(0);
});
