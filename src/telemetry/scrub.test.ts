import { expect, test } from "vitest";
import { createScrubber } from "./scrub.ts";

test.each([
  ["a bearer token", '{"authorization":"Bearer abcdefgh12345678"}', "abcdefgh12345678"],
  ["a provider's key", "401 Incorrect API key provided: sk-proj-Abc_123456789", "Abc_123456789"],
  ["a password in a URI", "connect mongodb://app:hunter2hunter@db:27017/x", "hunter2hunter"],
  ["a cookie header", "cookie: colophon_session=v1.abc.123.signature", "signature"],
  ["a cookie in JSON", '{"headers":{"Cookie":"a=b; colophon_session=v1.sig"}}', "v1.sig"],
])("%s is masked by its shape", (_what, text, secret) => {
  const scrubbed = createScrubber().scrub(text);
  expect(scrubbed).not.toContain(secret);
  expect(scrubbed).toContain("[redacted]");
});

test("a learnt secret is masked wherever it stands, also as JSON spells it", () => {
  const scrubber = createScrubber();
  const secret = 'quote"and\\slash';
  scrubber.learn([secret, "longer-secret", "longer-secret-still"]);
  const line = JSON.stringify({ deep: [{ err: { message: `failed with ${secret}` } }] });
  expect(scrubber.scrub(line)).toBe('{"deep":[{"err":{"message":"failed with [redacted]"}}]}');
  expect(scrubber.scrub("longer-secret-still")).toBe("[redacted]");
});

test("short values and ordinary text stay as they are", () => {
  const scrubber = createScrubber();
  scrubber.learn(["", "short"]);
  const text = '{"msg":"a short basic story of https://books.example/a:b@c and cookies"}';
  expect(scrubber.scrub(text)).toBe(text);
});
