import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, matchesGlob } from "node:path";
import { validate } from "dockerfile-utils";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

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
      const [code] = (await once(spawn(process.execPath, there), "exit")) as [number];
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

test("all that it copies is there, and lets itself be copied", () => {
  const rules = readFileSync(join(root, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const sources = all("COPY")
    .filter((copy) => !copy.startsWith("--from"))
    .flatMap((copy) => copy.split(" ").slice(0, -1));
  expect(sources).toContain("src");
  for (const source of sources) {
    expect(existsSync(join(root, source)), source).toBe(true);
    expect(
      rules.some((rule) => rule.startsWith(`!${source}`)),
      source,
    ).toBe(true);
  }
  // First everything is left out, then some let in: a file that nobody thought of stays outside.
  expect(rules[0]).toBe("*");
});

test("no test gets into an image, and nothing that an image runs is left out", () => {
  const left = readFileSync(join(root, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("**/"));
  const files = globSync("src/**/*.{ts,tsx}", { cwd: root });
  const isLeft = (file: string) => left.some((rule) => matchesGlob(file, rule));
  expect(files.filter((file) => file.includes(".test.") && !isLeft(file))).toEqual([]);
  const imported = files
    .filter((file) => !isLeft(file))
    .filter((file) =>
      /from ".*\.(test|contract|fixture)\.tsx?"/.test(readFileSync(join(root, file), "utf8")),
    );
  expect(imported).toEqual([]);
});
