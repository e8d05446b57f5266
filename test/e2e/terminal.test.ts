import { onTestFinished, test, expect } from "vitest";
import { findProgram } from "#scripts/find-program.mjs";
import { startColophon } from "#test/harness/start-colophon.ts";
import { until } from "#test/harness/until.ts";

const script = findProgram("script");

/** What a start and a request leave in a terminal; `script` is one, whatever this test runs in. */
async function runInTerminal(env: Readonly<Record<string, string>>): Promise<string[]> {
  // Lines end as the process ended them.
  const command = `stty -onlcr && exec ${process.execPath} src/processes/embedded.ts`;
  const colophon = await startColophon({
    command: [script ?? "", "--quiet", "--return", "--command", command, "/dev/null"],
    env: { ...env, DEMO_WRITER: "true", LOG_LEVEL: "info", SHELL: "/bin/sh" },
  });
  onTestFinished(() => colophon.kill());
  await fetch(`${colophon.url}/api/about`);
  // Whole lines: what is said may come in pieces.
  const whole = () => colophon.logs().slice(0, colophon.logs().lastIndexOf("\n") + 1);
  await until("the request's line", () => /\brequest\b/.test(whole()));
  return whole()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("Colophon is ready"));
}

test("in a terminal the log is for people, in colours and with the time of the place", async ({
  skip,
}) => {
  if (script === undefined) return skip("script is not installed (apt-get install bsdutils)");
  const lines = await runInTerminal({});
  expect(lines.length).toBeGreaterThan(1);
  const escape = String.fromCodePoint(0x1b);
  for (const line of lines)
    expect.soft(line.replaceAll(escape, "ESC")).toMatch(/^\[[\d:]{8}\] ESC\[\d+m(INFO|WARN)/);
  expect(lines.join("\n")).toContain("request");
});

test("in production it is JSON in a terminal, too", async ({ skip }) => {
  if (script === undefined) return skip("script is not installed (apt-get install bsdutils)");
  const lines = await runInTerminal({
    DEPLOYMENT_ENV: "production",
    FORCE_HTTPS: "false",
    METRICS_AUTH_TOKEN: "a token that only this test knows of",
  });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
    expect.objectContaining({
      level: "info",
      event: "http.request",
      service: "embedded",
    }) as unknown,
  );
});
