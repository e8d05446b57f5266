import { until } from "#test/harness/until.ts";
import type { RehearsedSystem, SecretName, Which } from "./rehearsed-system.ts";
import type { Rotation } from "./rotations.ts";

const kinds = ["api", "worker"] as const;

/** Does what changes a secret's file, and resolves once every process says that it has the new one. */
export async function untilChanged(
  { fleet }: Pick<RehearsedSystem, "fleet">,
  secret: SecretName,
  change: () => void,
): Promise<void> {
  const told = () =>
    kinds
      .flatMap((kind) => fleet.logsOf(kind))
      .map((log) => log.split("\n").filter((line) => isChangeOf(line, secret)).length);
  const before = told();
  change();
  await until("every process has it", () =>
    told().every((count, index) => count > (before[index] ?? 0)),
  );
}

function isChangeOf(line: string, variable: string): boolean {
  return line.includes('"secret.changed"') && line.includes(`"${variable}"`);
}

/** Where errors are reported: each process meets one on purpose, and its report has to come by the right key. */
export function sentryDsn(system: RehearsedSystem): Rotation {
  const { files, fleet, pairs, sentry } = system;
  const secret = "SENTRY_DSN";
  const pair = pairs[secret];
  const keyOf = (which: Which) => new URL(pair[which]).username;
  let bugs = 0;
  async function reported(which: Which): Promise<void> {
    bugs += 1;
    const kind = `RehearsedBug${bugs}`;
    await fleet.sendAll("/health", { headers: { "x-bug": "on purpose", "x-bug-kind": kind } });
    await until("every process' report has come", () => {
      const come = sentry.server.reports.filter(
        ({ url, body }) => body.includes(kind) && url.includes(keyOf(which)),
      );
      return come.length === fleet.urls().length;
    });
  }
  return {
    secret,
    live: true,
    async admit() {
      await reported("old");
      sentry.gate.keys.add(keyOf("new"));
    },
    async use(which) {
      sentry.gate.expected = null;
      await untilChanged(system, secret, () => files.write(secret, pair[which]));
      sentry.gate.expected = keyOf(which);
    },
    confirm: reported,
    async retire() {
      sentry.gate.keys.delete(keyOf("old"));
      await reported("new");
      const [report] = sentry.server.reports;
      const url = new URL(report?.url ?? "", new URL(pair.old).origin);
      url.searchParams.set("sentry_key", keyOf("old"));
      await expectRefusal(url.href, {}, sentry.gate.strays);
    },
  };
}

/** Where spans go: they flow as long as there is work, from every kind of process. */
export function otlpHeaders(system: RehearsedSystem): Rotation {
  const { files, pairs, spans } = system;
  const secret = "OTEL_EXPORTER_OTLP_HEADERS";
  const pair = pairs[secret];
  const keyOf = (which: Which) => pair[which].split("=")[1] ?? "";
  async function exported(which: Which): Promise<void> {
    const { sink } = spans;
    const from = sink.headers.length;
    await until("spans of every kind of process have come", () =>
      kinds.every((kind) =>
        sink.headers.some(
          (headers, index) =>
            index >= from &&
            headers["x-api-key"] === keyOf(which) &&
            (sink.bodies[index] ?? "").includes(`"colophon-${kind}"`),
        ),
      ),
    );
  }
  return {
    secret,
    live: true,
    async admit() {
      spans.gate.keys.add(keyOf("new"));
    },
    async use(which) {
      spans.gate.expected = null;
      await untilChanged(system, secret, () => files.write(secret, pair[which]));
    },
    async confirm(which) {
      await exported(which);
      spans.gate.expected = keyOf(which);
    },
    async retire() {
      spans.gate.keys.delete(keyOf("old"));
      await exported("new");
      const headers = { "x-api-key": keyOf("old") };
      await expectRefusal(`${spans.sink.endpoint}/v1/traces`, headers, spans.gate.strays);
    },
  };
}

/** Sends something with the old key by hand, which is no stray. */
async function expectRefusal(
  url: string,
  headers: Record<string, string>,
  strays: string[],
): Promise<void> {
  const { status } = await fetch(url, { method: "POST", headers, body: "{}" });
  if (status < 400) throw new Error(`the old key got ${status}`);
  strays.pop();
}
