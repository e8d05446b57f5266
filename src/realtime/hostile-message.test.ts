import { expect, test } from "vitest";
import { countCharacters } from "#/contract/count-characters.ts";
import { hostileStrings } from "#test/security/hostile-strings.ts";
import { openGateway } from "./open-gateway.fixture.ts";

const marks = `a${"\u0301".repeat(6_000)}`;

test("a novel by any name that is none is not there, or refused by its field, and the line stays open", async () => {
  const room = await openGateway();
  const novelId = await room.novel();
  const client = await room.connect();
  const names = [...hostileStrings, marks, "a\u202eb", "a\u2066b", "\u200b", `${novelId}\0`];
  for (const name of names) {
    const isTooLong = countCharacters(name) > 64;
    const tooLong = { code: "invalid-input", message: "novelId: must be 64 characters or shorter" };
    const ask = async (message: string): Promise<unknown> =>
      client.socket.emitWithAck(message, { novelId: name });
    expect([name, await ask("subscribe")]).toMatchObject([
      name,
      isTooLong ? tooLong : { code: "not-found" },
    ]);
    expect([name, await ask("unsubscribe")]).toMatchObject([
      name,
      isTooLong ? tooLong : { ok: true, novelId: name },
    ]);
  }
  expect(await client.subscribe({ novelId })).toMatchObject({ ok: true });
  expect(await room.measured("colophon_realtime_subscriptions")).toBe(1);
});

test.each(["__proto__", "constructor", "toString"])(
  "an input with a %s of its own is refused by that name, and no object gets it",
  async (name) => {
    const room = await openGateway();
    const novelId = await room.novel();
    const client = await room.connect();
    const text = `{"novelId":"${novelId}","${name}":{"polluted":true}}`;
    expect(await client.subscribe(JSON.parse(text))).toMatchObject({
      code: "invalid-input",
      message: `${name}: is not known here`,
    });
    expect("polluted" in {}).toBe(false);
  },
);

test("an input that nests as deeply as a message may is refused, and the line stays open", async () => {
  const room = await openGateway();
  const novelId = await room.novel();
  const client = await room.connect();
  // The client itself would not send it: it looks for files, to the very bottom.
  const { engine } = client.socket.io;
  for (const depth of [50, 7_000])
    engine.write(`2["subscribe",{"novelId":${"[".repeat(depth)}${"]".repeat(depth)}}]`);
  expect(await client.subscribe({ novelId })).toMatchObject({ ok: true });
});
