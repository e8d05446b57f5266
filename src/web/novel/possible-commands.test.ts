import { expect, test } from "vitest";
import { novelStatuses } from "#/contract/novel-statuses.ts";
import { possibleCommands } from "./possible-commands.ts";

test("every status offers what the server allows in it", () => {
  const working = ["pause", "cancel"];
  const offered = novelStatuses.map((status) => [status, possibleCommands(status)]);
  expect(Object.fromEntries(offered)).toEqual({
    queued: working,
    analysing: working,
    outlining: working,
    "awaiting-approval": ["cancel"],
    writing: working,
    finishing: working,
    completed: [],
    paused: ["resume", "cancel"],
    cancelled: [],
    failed: ["retry"],
  });
});

test("a novel that waits for its budget does not offer to resume, which would be refused", () => {
  expect(possibleCommands("paused", true)).toEqual(["cancel"]);
});
