import pino from "pino";
import { expect, test } from "vitest";
import { createFakeClock } from "#/ports/fake-clock.ts";
import { createScrubber } from "#/telemetry/scrub.ts";
import { createSecretWatch } from "./reread-secrets.ts";

/** A watch over one variable, whose file holds whatever `give` says: null when it cannot be read. */
function watch({ live = true } = {}) {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line) as {}) });
  const scrubber = createScrubber();
  let [held, given]: [string, string | null] = ["the old secret", "the old secret"];
  const knownWhenTaken: boolean[] = [];
  const file = {
    name: "SOME_TOKEN",
    live,
    async reread() {
      if (given === null) throw new Error("The file cannot be read.");
      if (given === held) return null;
      const fresh = given;
      return {
        values: [fresh],
        take() {
          knownWhenTaken.push(!scrubber.scrub(fresh).includes(fresh));
          held = fresh;
        },
      };
    },
  };
  scrubber.learn([held]);
  const run = createSecretWatch([file], { clock: createFakeClock(), log, scrubber });
  const give = async (text: string | null) => {
    given = text;
    await run();
  };
  return { give, held: () => held, knownWhenTaken, lines, scrubber };
}

test("a new secret is masked before it is in force, told by its variable's name, and the old one stays masked", async () => {
  const { give, held, knownWhenTaken, lines, scrubber } = watch();
  await give("the new secret");
  await give("the new secret");
  expect(held()).toBe("the new secret");
  expect(knownWhenTaken).toEqual([true]);
  expect(lines).toMatchObject([{ level: 30, event: "secret.changed", variable: "SOME_TOKEN" }]);
  expect(JSON.stringify(lines)).not.toContain("new secret");
  expect(scrubber.scrub("the old secret, the new secret")).toBe("[redacted], [redacted]");
});

test("a file that cannot be used leaves the old secret, is told of once, and heals", async () => {
  const { give, held, lines } = watch();
  await give(null);
  await give(null);
  expect(held()).toBe("the old secret");
  expect(lines).toMatchObject([{ level: 40, event: "secret.unusable", variable: "SOME_TOKEN" }]);
  await give("the new secret");
  expect(held()).toBe("the new secret");
  expect(lines.slice(1).map(({ event }) => event)).toEqual(["secret.usable", "secret.changed"]);
});

test("a secret that only the next start takes is told as that", async () => {
  const { give, lines } = watch({ live: false });
  await give("the new secret");
  expect(lines[0]!["msg"]).toContain("next start");
});
