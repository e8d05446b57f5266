import { expect, it } from "vitest";
import {
  deriveOwner,
  firstSession,
  readSession,
  sessionSeconds,
  signerOf,
  writeSession,
} from "./identify-caller.ts";

const owner = "01890000-0000-7000-8000-00000000abcd";
const secret = "the first secret, of 32 characters or more";
const older = "an older secret, of 32 characters or more.";
const now = 1_767_225_600;
const day = 86_400;

const later = { owner, id: "01890000-0000-7000-8000-00000000beef", epoch: 7 };

it.each([firstSession(owner), later])(
  "reads what it wrote, under any of the secrets: %o",
  (session) => {
    const token = writeSession(session, { secret, now });
    expect(readSession(token, { secrets: [secret], now })).toEqual({
      ...session,
      stale: false,
      signer: signerOf(secret),
    });
    expect(readSession(token, { secrets: [older, secret], now })).toEqual({
      ...session,
      stale: true,
      signer: signerOf(secret),
    });
    expect(readSession(token, { secrets: [older], now })).toBeUndefined();
    expect(readSession(token, { secrets: [], now })).toBeUndefined();
  },
);

it("wants a token renewed after a day and refuses it after 400", () => {
  const token = writeSession(firstSession(owner), { secret, now });
  const after = (seconds: number) => readSession(token, { secrets: [secret], now: now + seconds });
  expect(after(day)).toMatchObject({ stale: false });
  expect(after(day + 1)).toMatchObject({ stale: true });
  expect(after(sessionSeconds)).toMatchObject({ stale: true });
  expect(after(sessionSeconds + 1)).toBeUndefined();
});

it.each([firstSession(owner), later])(
  "refuses a token of which one bit is another, anywhere",
  (session) => {
    const bytes = Buffer.from(writeSession(session, { secret, now }), "latin1");
    const accepted: string[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const token = flipped.toString("latin1");
      if (readSession(token, { secrets: [secret], now }) !== undefined) accepted.push(token);
    }
    expect(accepted).toEqual([]);
  },
);

it("calls the first session as every release before did, and no other so", () => {
  const [token, other] = [firstSession(owner), later].map((session) =>
    writeSession(session, { secret, now }),
  );
  expect(token).toMatch(/^v1\.[0-9a-f-]{36}\.1767225600\.[\w-]{43}$/);
  expect(other).toMatch(/^v2\.[0-9a-f-]{36}\.1767225600\.7\.[0-9a-f-]{36}\.[\w-]{43}$/);
  for (const forged of [
    other?.replace("v2.", "v1."),
    other?.replace(".7.", ".8."),
    other?.replace(`.7.${later.id}`, ""),
    token?.replace(".1767225600", `.1767225600.7.${later.id}`),
  ])
    expect(readSession(forged ?? "", { secrets: [secret], now })).toBeUndefined();
});

it("refuses a token that is shorter, longer or another owner's signature", () => {
  const token = writeSession(firstSession(owner), { secret, now });
  const [, , , signature] = token.split(".");
  const other = writeSession(firstSession(owner.replace("abcd", "abce")), { secret, now });
  for (let length = 0; length < token.length; length += 1)
    expect(readSession(token.slice(0, length), { secrets: [secret], now })).toBeUndefined();
  for (const forged of [
    `${token}A`,
    `${token}=`,
    ` ${token}`,
    `${token}\n`,
    other.replace(/[^.]+$/, signature ?? ""),
    "v1.".repeat(100_000),
  ])
    expect(readSession(forged, { secrets: [secret], now })).toBeUndefined();
});

it("derives one owner from one request, and another from any other", () => {
  const request = { address: "192.0.2.1", idempotencyKey: "key", bodyHash: "ab".repeat(32) };
  const derived = deriveOwner(secret, request);
  expect(derived).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(deriveOwner(secret, { ...request })).toBe(derived);
  const others = [
    deriveOwner(older, request),
    deriveOwner(secret, { ...request, address: "192.0.2.2" }),
    deriveOwner(secret, { ...request, idempotencyKey: "keyab" }),
    deriveOwner(secret, { ...request, bodyHash: "ba".repeat(32) }),
    // The same letters, shared out differently.
    deriveOwner(secret, { ...request, address: "192.0.2.1k", idempotencyKey: "ey" }),
  ];
  expect(new Set([derived, ...others]).size).toBe(6);
  const token = writeSession(firstSession(derived), { secret, now });
  expect(readSession(token, { secrets: [secret], now })).toEqual({
    ...firstSession(derived),
    stale: false,
    signer: signerOf(secret),
  });
});
