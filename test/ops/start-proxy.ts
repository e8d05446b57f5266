import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "#scripts/find-program.mjs";
import { freePort } from "#test/harness/free-port.ts";
import { until } from "#test/harness/until.ts";

const nginx = findProgram("nginx");
const openssl = findProgram("openssl");

/** Why the proxy cannot be started here; undefined when it can. */
export const noProxy =
  nginx === undefined
    ? "nginx is not installed (apt-get install nginx)"
    : openssl === undefined
      ? "openssl is not installed"
      : undefined;

export interface RunningProxy {
  /** Where it listens, on 127.0.0.1. */
  plainPort: number;
  tlsPort: number;
  /** The file of its certificate, which nobody but itself has signed: of `localhost`. */
  certificate: string;
  close(): Promise<void>;
}

/**
 * Starts nginx on the configuration of Compose, with processes on these ports of 127.0.0.1 behind it.
 * `weaken` is done to that configuration first. It listens on free ports unless told on which.
 */
export async function startProxy(
  apiPorts: readonly number[],
  weaken: (configuration: string) => string = (configuration) => configuration,
  ports?: { plainPort: number; tlsPort: number },
): Promise<RunningProxy> {
  if (nginx === undefined || openssl === undefined) throw new Error(noProxy);
  const folder = await mkdtemp(join(tmpdir(), "colophon-proxy-"));
  // Started by root, its workers are somebody else.
  await chmod(folder, 0o755);
  execFileSync(
    openssl,
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"].concat([
      "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1",
      "-keyout",
      "tls_key",
      "-out",
      "tls_certificate",
    ]),
    { cwd: folder, stdio: "ignore" },
  );
  const { plainPort, tlsPort } = ports ?? {
    plainPort: await freePort(),
    tlsPort: await freePort(),
  };
  const config = join(folder, "nginx.conf");
  await writeFile(config, weaken(runnable({ folder, plainPort, tlsPort, apiPorts })));
  // Before it has read its configuration it writes to the file that was built in.
  const args = ["-e", join(folder, "error.log"), "-c", config, "-g", "daemon off;"];
  const server = spawn(nginx, args, { stdio: "inherit" });
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(server, "exit");
  await Promise.race([
    until(`nginx on port ${tlsPort}`, () => listens(tlsPort)),
    ended.then(([code]) => {
      throw new Error(`nginx ended with ${code} before it listened`);
    }),
  ]);
  return {
    plainPort,
    tlsPort,
    certificate: join(folder, "tls_certificate"),
    async close() {
      server.kill("SIGTERM");
      await ended;
      process.off("exit", kill);
      await rm(folder, { recursive: true });
    },
  };
}

interface Place {
  folder: string;
  plainPort: number;
  tlsPort: number;
  apiPorts: readonly number[];
}

/** Compose's configuration with this machine's places, and without what only the image's newer nginx knows: names that are resolved again. */
function runnable({ folder, plainPort, tlsPort, apiPorts }: Place): string {
  const composed = readFileSync(join(import.meta.dirname, "../../ops/nginx/nginx.conf"), "utf8");
  const apis = apiPorts.map((port) => `server 127.0.0.1:${port};`).join("\n");
  return composed
    .replaceAll("server api:3001 resolve;", apis)
    .replace("listen 8080;", `listen 127.0.0.1:${plainPort};`)
    .replace("listen 8443 ssl;", `listen 127.0.0.1:${tlsPort} ssl;`)
    .replaceAll(/\/run\/secrets|\/tmp/g, folder);
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}
