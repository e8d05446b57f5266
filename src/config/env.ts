import { readFileSync } from "node:fs";
import type { z } from "zod";
import { describeIssue, fieldErrors } from "#/contract/describe-issue.ts";
import { isSecretName, variables } from "./variables.ts";

type Values = {
  [N in keyof typeof variables]: (typeof variables)[N]["fallback"] extends infer F
    ? z.infer<(typeof variables)[N]["parse"]> | F
    : never;
};

/** What a process needs to know; read once at its start. */
export type Config = ReturnType<typeof readEnvironment>;

/** A start that cannot be: the message names every bad variable, never a value. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * Reads the configuration from environment variables, after `variables`. An empty variable counts as
 * unset. Throws one `EnvironmentError` that names every missing or malformed variable.
 */
export function readEnvironment(env: Record<string, string | undefined> = process.env) {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { parse, fallback }] of Object.entries(variables)) {
    const given = readVariable(env, name, faults);
    if (given === undefined) {
      values[name] = fallback;
      continue;
    }
    const parsed = parse.safeParse(given, { error: describeIssue });
    if (parsed.success) values[name] = parsed.data;
    else faults.push(`${name}: ${faultsOf(parsed.error)}`);
  }
  const v = values as Values;
  const deployment =
    v.DEPLOYMENT_ENV ?? (v.NODE_ENV === "production" ? "production" : "development");
  const production = deployment !== "development";
  const modelSet = v.OPENAI_API_KEY !== null || v.OPENAI_BASE_URL !== null;
  const demoWriter = v.DEMO_WRITER ?? (!production && !modelSet);
  if (faults.length === 0) {
    if (production && v.METRICS_AUTH_TOKEN === null)
      faults.push("METRICS_AUTH_TOKEN: must be set in production");
    if (!demoWriter && !modelSet)
      faults.push(
        "OPENAI_API_KEY, OPENAI_BASE_URL: one must be set, or DEMO_WRITER=true for the demo writer",
      );
  }
  if (faults.length > 0)
    throw new EnvironmentError(
      `Colophon cannot start with this environment:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
    );
  return {
    deployment,
    production,
    listen: { host: v.HOST, port: v.PORT },
    dataDir: v.DATA_DIR,
    model: {
      apiKey: v.OPENAI_API_KEY,
      baseUrl: v.OPENAI_BASE_URL,
      name: v.OPENAI_MODEL,
      overrides: v.AI_MODEL_OVERRIDES,
      prices: v.MODEL_PRICES,
    },
    calls: {
      concurrency: v.MODEL_CONCURRENCY,
      idleMs: v.MODEL_IDLE_SECONDS * 1000,
      totalMs: v.MODEL_TOTAL_SECONDS * 1000,
      maxBytes: v.MODEL_ANSWER_MAX_BYTES,
    },
    budgetUsdPerDay: v.BUDGET_USD_PER_DAY,
    novelsActivePerOwner: v.NOVELS_ACTIVE_PER_OWNER,
    demoWriter: demoWriter ? { wordsPerSecond: v.DEMO_WRITER_WORDS_PER_SECOND } : null,
    worker: { concurrency: v.WORKER_CONCURRENCY },
    shutdownGraceMs: v.SHUTDOWN_GRACE_SECONDS * 1000,
    logLevel: v.LOG_LEVEL ?? (production ? "info" : "debug"),
    metricsAuthToken: v.METRICS_AUTH_TOKEN,
    sessionSecrets: v.SESSION_SECRETS,
    corsOrigins: v.CORS_ORIGINS,
    /** Every secret value there is, for the scrubber. */
    secrets: Object.entries(values)
      .filter(([name]) => isSecretName(name))
      .flatMap(([, value]): unknown[] => (Array.isArray(value) ? value : [value]))
      .filter((value): value is string => typeof value === "string"),
  };
}

function readVariable(
  env: Record<string, string | undefined>,
  name: string,
  faults: string[],
): string | undefined {
  const given = env[name];
  const file = isSecretName(name) ? env[`${name}_FILE`] : undefined;
  if (file === undefined || file === "") return given === "" ? undefined : given;
  if (given !== undefined && given !== "") {
    faults.push(`${name}: is set twice, also by ${name}_FILE`);
    return undefined;
  }
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    faults.push(`${name}_FILE: the file cannot be read`);
    return undefined;
  }
}

function faultsOf(error: z.ZodError): string {
  return fieldErrors(error, "")
    .map(({ path, message }) => (path === "" ? message : `${path} ${message}`))
    .join("; ");
}
