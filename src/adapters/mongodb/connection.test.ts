import { expect, onTestFinished, test } from "vitest";
import { livedMs } from "#test/harness/lived-ms.ts";
import { createConnection, databaseOf } from "./connection.ts";

test("an operation whose connections keep breaking is tried again with pauses, and given up after 1.5 s", async () => {
  const { run, close } = createConnection("mongodb://127.0.0.1:1/");
  onTestFinished(close);
  let tries = 0;
  const broken = async () => {
    tries += 1;
    // So that a loop without pauses ends the test, and not the other way round.
    if (tries > 1_000) return;
    throw Object.assign(new Error("write EPIPE"), { syscall: "write" });
  };
  const took = await livedMs(() =>
    expect(run(broken)).rejects.toMatchObject({ code: "store-unavailable" }),
  );
  expect(took).toBeLessThan(2_000);
  expect(tries).toBeGreaterThan(20);
  expect(tries).toBeLessThan(70);
});

test.each([
  ["mongodb://127.0.0.1:27017", "colophon"],
  ["mongodb://127.0.0.1:27017/", "colophon"],
  ["mongodb://127.0.0.1/?replicaSet=rs0", "colophon"],
  ["mongodb://a:b@one:27017,two:27017/novels?replicaSet=rs0", "novels"],
  ["mongodb+srv://a:b%2Fc@cluster.example.org/my%20novels", "my novels"],
])("%s names the database %j", (uri, name) => {
  expect(databaseOf(uri)).toBe(name);
});
