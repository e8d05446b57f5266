import { afterEach, beforeEach } from "vitest";
import type { OpenStore } from "./records.fixture.ts";
import type { Store } from "./store.ts";

/** Opens a Store before each test, hands it to `prepare`, and closes it after the test. */
export function openEach(open: OpenStore, prepare: (store: Store) => unknown): void {
  let close: () => Promise<void>;
  beforeEach(async () => {
    const opened = await open();
    ({ close } = opened);
    await prepare(opened.store);
  });
  afterEach(() => close());
}
