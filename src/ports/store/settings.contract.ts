import { describe, expect, test } from "vitest";
import { newAudit } from "./audit.contract.ts";
import { openEach } from "./open-each.fixture.ts";
import { moment, type OpenStore } from "./records.fixture.ts";
import type { SettingsRecord } from "./settings.ts";
import type { Store } from "./store.ts";

export function newSettings(record: Partial<SettingsRecord> = {}): SettingsRecord {
  return {
    version: 1,
    values: {
      logLevel: "warn",
      budgetUsdPerDay: "unlimited",
      rateLimits: { "a.b": "1/hour", $set: "x" },
    },
    changedAt: moment(1),
    changedBy: "night-shift",
    ...record,
  };
}

/** What an adapter promises of the settings. */
export function settingsStoreContract(name: string, open: OpenStore): void {
  describe(`the settings of ${name}`, () => {
    let store: Store;

    openEach(open, (opened) => {
      store = opened;
    });

    const entries = async () => (await store.audit.list({ limit: 100 })).items;

    test("nothing is set at first", async () => {
      const nothing = { version: 0, values: {}, changedAt: null, changedBy: null };
      expect(await store.settings.read()).toEqual(nothing);
    });

    test("what is written is read as it was, and stands in the audit log", async () => {
      const audit = newAudit({ target: null });
      expect(await store.settings.write(newSettings(), audit)).toBe(true);
      expect(await store.settings.read()).toEqual(newSettings());
      expect(await entries()).toEqual([{ seq: 1, ...audit }]);
    });

    test("only the version after the stored one is written; any other leaves no trace", async () => {
      for (const version of [0, 2, 3])
        expect(await store.settings.write(newSettings({ version }), newAudit())).toBe(false);
      await store.settings.write(newSettings(), newAudit());
      expect(await store.settings.write(newSettings({ values: {} }), newAudit())).toBe(false);
      expect(await store.settings.read()).toEqual(newSettings());
      expect(await entries()).toHaveLength(1);
    });

    test("of those who write the same version at once one is told that it did", async () => {
      const written = await Promise.all(
        ["a", "b", "c", "d"].map(async (changedBy) => ({
          changedBy,
          won: await store.settings.write(newSettings({ changedBy }), newAudit()),
        })),
      );
      const winners = written.filter(({ won }) => won);
      expect(winners).toHaveLength(1);
      expect(await store.settings.read()).toMatchObject({ changedBy: winners[0]?.changedBy });
      expect(await entries()).toHaveLength(1);
    });
  });
}
