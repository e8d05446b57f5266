import { readFile } from "node:fs/promises";
import { describeIssue } from "#/contract/describe-issue.ts";
import { ProblemError } from "#/contract/problem.ts";
import type { Config } from "./env.ts";
import { secretValues } from "./secret-values.ts";
import { variables } from "./variables.ts";

/** Secrets as they are now: ask at each use, and keep nothing of the answer. */
export interface LiveSecrets {
  metricsAuthTokens(): readonly string[];
  sessionSecrets(): readonly string[];
  adminTokens(): Config["adminTokens"];
  modelApiKey(): string | null;
  /** Null where errors are not reported. */
  sentryDsn(): string | null;
  /** What is sent along with spans. */
  otlpHeaders(): Readonly<Record<string, string>>;
  /** The files that secrets came from, to be read again. */
  files: readonly SecretFile[];
}

/** A file that a secret came from. */
export interface SecretFile {
  /** The variable, without `_FILE`. */
  name: string;
  /** Whether what it holds is in force once it is taken; otherwise at the next start. */
  live: boolean;
  /**
   * Reads it again. Null when it holds what it held; otherwise what is new in it. Rejects with a
   * `ProblemError` that holds nothing of it, when it cannot be read, is empty or malformed.
   */
  reread(): Promise<NewSecret | null>;
}

/** A secret that has come into a file. */
export interface NewSecret {
  /** Its texts, for the scrubber. */
  values: readonly string[];
  /** Puts it into force. */
  take(): void;
}

/** Secrets as the start read them, each changed by the file that it came from. */
export function createLiveSecrets(config: Config): LiveSecrets {
  const now = {
    METRICS_AUTH_TOKEN: config.metricsAuthTokens,
    SESSION_SECRETS: config.sessionSecrets,
    ADMIN_TOKENS: config.adminTokens,
    OPENAI_API_KEY: config.model.apiKey,
    SENTRY_DSN: config.sentryDsn,
    OTEL_EXPORTER_OTLP_HEADERS: config.tracing?.headers ?? {},
  };
  const files = config.secretFiles.map(({ name, file, text }): SecretFile => {
    let known = text;
    return {
      name,
      live: name in now,
      async reread() {
        const given = await readText(file);
        if (given === known) return null;
        const parsed = variables[name].parse.safeParse(given, { error: describeIssue });
        if (!parsed.success) throw new ProblemError("invalid-input", "The file is malformed.");
        return {
          values: secretValues(parsed.data),
          take() {
            known = given;
            if (name in now) Object.assign(now, { [name]: parsed.data });
          },
        };
      },
    };
  });
  return {
    metricsAuthTokens: () => now.METRICS_AUTH_TOKEN,
    sessionSecrets: () => now.SESSION_SECRETS,
    adminTokens: () => now.ADMIN_TOKENS,
    modelApiKey: () => now.OPENAI_API_KEY,
    sentryDsn: () => now.SENTRY_DSN,
    otlpHeaders: () => now.OTEL_EXPORTER_OTLP_HEADERS,
    files,
  };
}

async function readText(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new ProblemError("invalid-input", "The file cannot be read.");
  });
  if (text.trim() === "") throw new ProblemError("invalid-input", "The file is empty.");
  return text.trim();
}
