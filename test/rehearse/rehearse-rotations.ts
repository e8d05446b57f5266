import { setTimeout as sleep } from "node:timers/promises";
import { type SecretName, openRehearsedSystem } from "./rehearsed-system.ts";
import { plants } from "./rotation-plants.ts";
import { RotationReport } from "./rotation-report.ts";
import { type Rotation, makeRotations } from "./rotations.ts";
import { type Credentials, SteadyLoad } from "./steady-load.ts";

export interface RehearsalOptions {
  seed: number;
  apis: number;
  workers: number;
  secrets: readonly SecretName[];
  /** How long after a file's change its secret may come into force, in milliseconds. */
  inForceMs: number;
  /** Whether the way back is gone too. */
  back: boolean;
  /** A mistake of the operator's. */
  plant?: string | undefined;
}

/** How long the load goes on before the first step and after the last. */
const lullMs = 1_000;

/**
 * Rotates secrets of real processes under load, one after the other, as `docs/ops/secrets.md` says: the new
 * one is admitted, gone over to, gone back from and gone over to again; then the old one is taken out.
 */
export async function rehearseRotations(options: RehearsalOptions): Promise<RotationReport> {
  const report = new RotationReport();
  const system = await openRehearsedSystem(options);
  try {
    const { fleet, pairs, provider } = system;
    const credentials: Credentials = {
      metricsToken: pairs.METRICS_AUTH_TOKEN.old,
      adminToken: pairs.ADMIN_TOKENS.old,
    };
    const load = new SteadyLoad({ fleet, report, credentials, seed: options.seed });
    await sleep(lullMs);
    const rotations = makeRotations(system, credentials);
    for (const secret of options.secrets) {
      const plant = plants[options.plant ?? ""];
      const rotation = rotations[secret];
      await rotate(plant?.secret === secret ? plant.spoil(rotation, system) : rotation, {
        ...options,
        report,
        load,
      });
    }
    await sleep(lullMs);
    await load.end();
    for (const stray of provider.strays) report.check("calls", false, stray);
    for (const accident of fleet.accidents) report.check("processes", false, accident);
    for (const log of fleet.logs) report.check("processes", !troubled(log), firstTrouble(log));
    return report;
  } finally {
    await system.close();
  }
}

type Step = readonly [name: string, promised: "in-force" | "refused", act: () => Promise<void>];

async function rotate(
  rotation: Rotation,
  {
    report,
    load,
    back,
    inForceMs,
  }: RehearsalOptions & { report: RotationReport; load: SteadyLoad },
): Promise<void> {
  const { secret, live } = rotation;
  const steps: Step[] = [
    ["the new one is admitted", "in-force", () => rotation.admit()],
    ["the new one is gone over to", "in-force", () => rotation.use("new")],
  ];
  if (back)
    steps.push(
      ["back to the old one", "in-force", () => rotation.use("old")],
      ["the new one is gone over to again", "in-force", () => rotation.use("new")],
    );
  steps.push(["the old one is taken out, and refused", "refused", () => rotation.retire()]);
  for (const [step, promised, act] of steps) {
    const [start, sent] = [performance.now(), load.sent];
    const fault = await act().then(
      () => undefined,
      (error: unknown) => String(error),
    );
    const took = performance.now() - start;
    report.took({ secret, step, seconds: took / 1_000, requests: load.sent - sent });
    report.check(promised, fault === undefined, `${secret}, ${step}: ${fault}`);
    if (live) report.check("in-force", took <= inForceMs, `${secret}, ${step}: ${took} ms`);
    // As an operator would: what does not work is not built on.
    if (fault !== undefined) return;
  }
}

// Slow answers are no matter of secrets: what MongoDB and Redis say to who may not enter is.
const trouble =
  /^.*("level":"fatal"|Authentication failed|requires authentication|WRONGPASS|NOAUTH|NOPERM).*$/m;

function troubled(log: string): boolean {
  return trouble.test(log);
}

function firstTrouble(log: string): string {
  return trouble.exec(log)?.[0] ?? "";
}
