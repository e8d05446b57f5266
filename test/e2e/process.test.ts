import { execFileSync } from "node:child_process";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { startModelServer } from "#test/faults/model-server.ts";
import { nothingLeftOf } from "#test/harness/nothing-left-of.ts";
import { type RunningColophon, StartRefused, startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

const npmStart = ["npm", "start"] as const;
let colophon: RunningColophon | undefined;

afterEach(async () => {
  await colophon?.stop();
  colophon = undefined;
});

test("npm start says in one plain line where it listens, and serves the web app there", async () => {
  colophon = await startColophon({ command: npmStart });
  expect(plainLines(colophon.logs())).toEqual([`Colophon is ready: ${colophon.url}`]);
  const page = await fetch(colophon.url);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toMatch(/^text\/html/);
});

test("npm start says in one warning that it uses neither MongoDB nor Redis, where they are set", async () => {
  const env = {
    MONGODB_URI: "mongodb://user:pass-of-mongo@127.0.0.1:1/colophon",
    REDIS_URL: "redis://:pass-of-redis@127.0.0.1:1",
  };
  colophon = await startColophon({ command: npmStart, env });
  await colophon.stop();
  const warnings = colophon
    .logs()
    .split("\n")
    .filter((line) => /"level":"warn".*"event":"config\./.test(line));
  expect(warnings).toEqual([
    expect.stringMatching(
      /MONGODB_URI and REDIS_URL are not used: .*SQLite.*`npm run api` and `npm run worker`/,
    ),
  ]);
  expect(colophon.logs()).not.toContain("pass-of-");
});

test("npm start is ready within 2 s when all is set up; where all is slow, within twelve times what npm takes for nothing", async () => {
  const took: number[] = [];
  const floor: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const before = performance.now();
    execFileSync("npm", ["run", "--silent", "env"], { stdio: "ignore" });
    const between = performance.now();
    colophon = await startColophon({ command: npmStart });
    took.push(performance.now() - between);
    floor.push(between - before);
    await colophon.stop();
  }
  expect(Math.min(...took)).toBeLessThan(Math.max(2_000, 12 * Math.min(...floor)));
});

test.each([
  ["SIGTERM to npm", (npm: number) => process.kill(npm, "SIGTERM")],
  [
    "Ctrl-C, which reaches npm and the server at once,",
    (npm: number) => process.kill(-npm, "SIGINT"),
  ],
])("%s drains, exits 0 and leaves no process behind", async (_signal, send) => {
  const asked = Promise.withResolvers<true>();
  const model = await startModelServer({
    latencyMs: 1_000,
    intercept: () => {
      asked.resolve(true);
      return false;
    },
  });
  onTestFinished(() => model.close());
  const env = { OPENAI_BASE_URL: model.baseUrl };
  const started = await startColophon({ command: npmStart, env });
  onTestFinished(async () => void (await started.stop()));
  await visit(started.url).createNovel({});
  await asked.promise;

  send(started.pid);
  expect(await started.exited).toBe(0);
  expect(started.logs()).toContain('"event":"process.stopped"');
  // The call under way had its second to end: what is paid for is kept.
  expect(model.requests).toEqual([expect.objectContaining({ answered: true })]);
  await nothingLeftOf(started.pid);
});

test("a second server on the same data is refused, says why, and does not disturb the first", async () => {
  colophon = await startColophon();
  const { dataDir } = colophon;
  const refusal = await refused(startColophon({ dataDir, command: npmStart }));
  expect(refusal.code).toBe(1);
  expect(refusal.logs).toMatch(/^Colophon cannot start: .*another/im);
  expect(refusal.logs).toContain(dataDir);
  expect(refusal.logs).not.toMatch(/\n\s+at |"stack"|\.:/);
  expect((await fetch(`${colophon.url}/health`)).status).toBe(200);
});

test("a port in use is named with its address, in one plain sentence", async () => {
  colophon = await startColophon();
  const { port } = new URL(colophon.url);
  const refusal = await refused(startColophon({ env: { PORT: port } }));
  expect(refusal.code).toBe(1);
  expect(refusal.logs).toContain(
    `Colophon cannot start: 127.0.0.1:${port} is in use; PORT chooses another port.\n`,
  );
  expect(refusal.logs).not.toMatch(/\n\s+at |"stack"/);
});

test("in production a start that cannot be is one line of JSON, and nothing else", async () => {
  const env = { NODE_ENV: "production", PORT: "abc-port", LOG_LEVEL: "loud" };
  const refusal = await refused(startColophon({ env }));
  expect(refusal.code).toBe(1);
  expect(JSON.parse(refusal.logs)).toMatchObject({
    level: "fatal",
    service: "embedded",
    event: "process.start-failed",
    msg: expect.stringMatching(/PORT: .*LOG_LEVEL: /s) as string,
  });
  expect(refusal.logs).not.toMatch(/abc-port|loud/);
});

test("in production a Node that is too old is told in one line of JSON too", async () => {
  const older =
    "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'24.1.0'})";
  const refusal = await refused(
    startColophon({
      env: {
        NODE_ENV: "production",
        SESSION_SECRETS: "s".repeat(32),
        METRICS_AUTH_TOKEN: "t".repeat(32),
        FORCE_HTTPS: "false",
        DEMO_WRITER: "true",
      },
      command: [process.execPath, "--import", older, "src/processes/embedded.ts"],
    }),
  );
  expect(refusal.code).toBe(1);
  expect(JSON.parse(refusal.logs)).toMatchObject({
    level: "fatal",
    event: "process.start-failed",
    msg: expect.stringContaining("needs Node 26") as string,
  });
});

test.each(["api", "worker", "embedded"])(
  "in production a program that cannot be loaded is told in one line of JSON (%s)",
  async (name) => {
    const hook =
      "data:text/javascript,import{registerHooks}from'node:module';registerHooks({resolve(s,c,n){return s==='pino'?n('not-installed',c):n(s,c)}})";
    const refusal = await refused(
      startColophon({
        env: { NODE_ENV: "production" },
        command: [process.execPath, "--import", hook, `src/processes/${name}.ts`],
      }),
    );
    expect(refusal.code).toBe(1);
    expect(JSON.parse(refusal.logs)).toMatchObject({
      level: "fatal",
      event: "process.start-failed",
      err: {
        code: "ERR_MODULE_NOT_FOUND",
        message: expect.stringContaining("not-installed") as string,
      },
    });
  },
);

test("a malformed environment stops the start with one message that names each variable and no value", async () => {
  const env = { PORT: "abc-port", WORKER_CONCURRENCY: "several" };
  const refusal = await refused(startColophon({ env }));
  expect(refusal.code).toBe(1);
  expect(refusal.logs).toContain("PORT");
  expect(refusal.logs).toContain("WORKER_CONCURRENCY");
  expect(refusal.logs).not.toContain("abc-port");
  expect(refusal.logs).not.toContain("several");
});

/** What it wrote beside log lines and npm's own announcements of the script. */
function plainLines(logs: string): string[] {
  return logs.split("\n").filter((line) => line !== "" && !/^(\{|> |npm warn )/.test(line));
}

async function refused(start: Promise<RunningColophon>): Promise<StartRefused> {
  const outcome = await start.catch((error: unknown) => error);
  if (outcome instanceof StartRefused) return outcome;
  throw new Error("It was not refused.", { cause: outcome });
}
