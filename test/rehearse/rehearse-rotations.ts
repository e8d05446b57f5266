import { setTimeout as sleep } from "node:timers/promises";
import type { RehearsedSystem, SecretName, Which } from "./rehearsed-system.ts";
import { plants } from "./rotation-plants.ts";
import { RotationReport } from "./rotation-report.ts";
import { type Rotation, makeRotations } from "./rotations.ts";
import { type Credentials, SteadyLoad } from "./steady-load.ts";

export interface RehearsalOptions {
  seed: number;
  secrets: readonly SecretName[];
  /** How long after a file's change its secret may come into force, in milliseconds. */
  inForceMs: number;
  /** Whether the way back is gone too. */
  back: boolean;
  /** Whether secrets that need no restart are rotated at the same time, and not one after the other. */
  atOnce: boolean;
  /** A mistake of the operator's. */
  plant?: string | undefined;
}

/** How long the load goes on before the first step and after the last. */
const lullMs = 500;

/**
 * Rotates secrets of real processes under load as `docs/ops/secrets.md` says: the new
 * one is admitted, gone over to, gone back from and gone over to again; then the old one is taken out.
 */
export async function rehearseRotations(
  system: RehearsedSystem,
  options: RehearsalOptions,
): Promise<RotationReport> {
  const report = new RotationReport();
  const { fleet, pairs, provider, sentry, spans } = system;
  const credentials: Credentials = {
    metricsToken: pairs.METRICS_AUTH_TOKEN.old,
    adminToken: pairs.ADMIN_TOKENS.old,
  };
  const load = new SteadyLoad({ fleet, report, credentials, seed: options.seed });
  await sleep(lullMs);
  const all = makeRotations(system, credentials);
  const plant = plants[options.plant ?? ""];
  const rotations = options.secrets.map((secret) =>
    plant?.secret === secret ? plant.spoil(all[secret], system) : all[secret],
  );
  const { live = [], restarted = [] } = Object.groupBy(rotations, (rotation) =>
    rotation.live ? "live" : "restarted",
  );
  const rotateOne = (rotation: Rotation) => rotate(rotation, { ...options, report, load });
  if (options.atOnce) await Promise.all(live.map(rotateOne));
  else for (const rotation of live) await rotateOne(rotation);
  for (const rotation of restarted) await rotateOne(rotation);
  await sleep(lullMs);
  await load.end();
  for (const stray of provider.gate.strays) report.check("calls", false, stray);
  for (const { gate } of [sentry, spans]) {
    for (const stray of gate.strays) report.check("telemetry", false, stray);
    for (let taken = 0; taken < gate.taken; taken += 1) report.check("telemetry", true, "");
  }
  for (const accident of fleet.accidents) report.check("processes", false, accident);
  for (const log of fleet.logs) report.check("processes", !troubled(log), firstTrouble(log));
  return report;
}

type Step = readonly [
  name: string,
  promised: "in-force" | "refused",
  act: () => Promise<void>,
  confirm?: () => Promise<void>,
];

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
  const goOver = (name: string, which: Which): Step => [
    name,
    "in-force",
    () => rotation.use(which),
    async () => rotation.confirm?.(which),
  ];
  const steps: Step[] = [
    ["the new one is admitted", "in-force", () => rotation.admit()],
    goOver("the new one is gone over to", "new"),
  ];
  if (back)
    steps.push(
      goOver("back to the old one", "old"),
      goOver("the new one is gone over to again", "new"),
    );
  steps.push(["the old one is taken out, and refused", "refused", () => rotation.retire()]);
  for (const [step, promised, act, confirm] of steps) {
    const [start, sent] = [performance.now(), load.sent];
    const acted = await faultOf(act);
    const took = performance.now() - start;
    report.took({ secret, step, seconds: took / 1_000, requests: load.sent - sent });
    const fault = acted ?? (await faultOf(confirm));
    report.check(promised, fault === undefined, `${secret}, ${step}: ${fault}`);
    if (live) report.check("in-force", took <= inForceMs, `${secret}, ${step}: ${took} ms`);
    // As an operator would: what does not work is not built on.
    if (fault !== undefined) return;
  }
}

async function faultOf(act: (() => Promise<void>) | undefined): Promise<string | undefined> {
  return act?.().then(
    () => undefined,
    (error: unknown) => String(error),
  );
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
