import { expect, test, vi } from "vitest";
import { createFarewell } from "./farewell.ts";

/** Two tabs of one browser, whose server answers with `status`; null cannot be reached. */
function openTabs(status: number | null) {
  const tabs: ((event: { data: string }) => void)[] = [];
  const openTab = () => {
    const goAway = vi.fn();
    let listen: (typeof tabs)[number] = () => {};
    const channel = {
      addEventListener(_: "message", listener: typeof listen) {
        listen = listener;
        tabs.push(listener);
      },
      postMessage: (data: string) => {
        for (const other of tabs) if (other !== listen) other({ data });
      },
    };
    const fetch = async () => {
      if (status === null) throw new TypeError("no network");
      return new Response("{}", { status });
    };
    const deps = { fetch, channel, goAway } as unknown as Parameters<typeof createFarewell>[0];
    return { goAway, farewell: createFarewell(deps) };
  };
  return [openTab(), openTab()] as const;
}

test("who signs out leaves in every tab of the browser, once in each", () => {
  const [here, there] = openTabs(200);
  here.farewell.leave();
  expect([here.goAway, there.goAway].map((gone) => gone.mock.calls.length)).toEqual([1, 1]);
});

test("a refusal is looked into: who is signed out leaves, everybody else stays", async () => {
  for (const [status, times] of [
    [401, 1],
    [200, 0],
    [429, 0],
    [503, 0],
    [null, 0],
  ] as const) {
    const [here, there] = openTabs(status);
    await here.farewell.look();
    expect([status, here.goAway.mock.calls.length, there.goAway.mock.calls.length]).toEqual([
      status,
      times,
      times,
    ]);
  }
});
