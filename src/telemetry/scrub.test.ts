import { assert, constantFrom, dictionary, jsonValue, oneof, property, string } from "fast-check";
import { expect, test } from "vitest";
import { growthOf, inProportion, repeated } from "#test/harness/growth-of.ts";
import { canaries, knownSecrets } from "./canaries.fixture.ts";
import { scrubWords } from "./scrub-words.ts";
import { createScrubber } from "./scrub.ts";
import { secretPatterns } from "./secret-patterns.ts";

function learned() {
  const scrubber = createScrubber();
  scrubber.learn(knownSecrets);
  return scrubber;
}

test.each([
  [
    "a provider's key",
    "401 Incorrect API key provided: sk-proj-Abc_123456789",
    "401 Incorrect API key provided: [redacted]",
  ],
  [
    "a password in a URI",
    "connect mongodb://app:hunter2hunter@db:27017/x",
    "connect mongodb://[redacted]@db:27017/x",
  ],
  ["a password with an @", "redis://:p@ss@cache:6379", "redis://[redacted]@cache:6379"],
  ["a cookie header", "cookie: colophon_session=v1.abc.123.signature", "cookie: [redacted]"],
  [
    "a cookie in JSON",
    '{"headers":{"Cookie":"a=b; c=d"},"n":1}',
    '{"headers":{"Cookie":"[redacted]"},"n":1}',
  ],
  [
    "a quoted cookie",
    '{"msg":"Cookie: a=\\"b\\"; c=d","n":1}',
    '{"msg":"Cookie: [redacted]","n":1}',
  ],
  ["an assignment", 'DB_PASSWORD="hunter2" x', 'DB_PASSWORD="[redacted]" x'],
  [
    "a telling field",
    '{"newPassword":"it \\"is\\" it","n":1}',
    '{"newPassword":"[redacted]","n":1}',
  ],
  [
    "a telling raw header",
    '["X-Api-Key","abc","Host","x"]',
    '["X-Api-Key","[redacted]","Host","x"]',
  ],
  [
    "a telling raw header with quotes",
    '["Cookie","a=\\"b\\"; c=d","Host","x"]',
    '["Cookie","[redacted]","Host","x"]',
  ],
  [
    "a telling list",
    '{"set-cookie":["a=b","","c=\\"d\\""],"n":["e","f"]}',
    '{"set-cookie":["[redacted]"],"n":["e","f"]}',
  ],
  ["a name that is a value", '{"a":"cookie","b":"c"}', '{"a":"cookie","b":"c"}'],
  ["any scheme", "Authorization: Token abcdefgh12", "Authorization: Token [redacted]"],
  ["a bearer behind a tab", '"Bearer\\tabcdefgh12"', '"Bearer\\t[redacted]"'],
  ["an e-mail address", "from Jane.Doe+x@mail.example.com.", "from [redacted]."],
])("of %s nothing but the secret goes", (_what, text, clean) => {
  expect(createScrubber().scrub(text)).toBe(clean);
});

test.each([
  ["a key", String.raw`/x\sk-proj-Abc_123456789`, String.raw`/x\[redacted]`],
  ["an address", String.raw`C:\ana@mail.example.com`, String.raw`C:\[redacted]`],
  ["a quoted cookie", 'Cookie: a="b";c=d', "Cookie: [redacted]"],
  ["nothing", 'they said "no"', 'they said "no"'],
])("in text that is no JSON %s is found all the same", (_what, text, clean) => {
  expect(scrubWords(createScrubber(), text)).toBe(clean);
});

test.each([
  ["http://203.0.113.77:80/", "http://203.0.113.0:80/"],
  ["from 2001:db8:85a3:8d3:1319:8a2e:370:7348", "from 2001:db8:85a3::"],
  ["[2001:db8::7334]:443", "[2001:db8::]:443"],
  ["::ffff:203.0.113.77", "::ffff:203.0.113.0"],
  ["ip=2001%3adb8%3A%3A7334", "ip=2001:db8::"],
])("an address is shortened to its network: %s", (text, clean) => {
  expect(createScrubber().scrub(text)).toBe(clean);
});

test.each([
  '{"msg":"a short basic story of https://books.example/a:b@c and cookies"}',
  '{"time":"2026-01-01T03:06:29.123Z","version":"1.2.3.4","duration_ms":1.25}',
  "Chromium version 1.2.3.4, v10.20.30.40, node@26.10.0",
  "listening on 127.0.0.1:3001, 0.0.0.0 and [::1]:3001",
  '{"cookie":null,"token":1,"vary":"cookie","path":"token","input_tokens":500}',
  "METRICS_AUTH_TOKEN: must be set in production",
  "SESSION_SECRETS: secret 1 must be 32 characters or longer",
  '{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","id":"019b2f3a-1c2d-7000-8abc-0123456789ab"}',
  "at file:///srv/colophon/node_modules/express/lib/Router/LayerHandlesEverything.js:12:34",
  "std::vector and 12:30:45 and 00:1b:44:11:3a:b7",
])("what is no secret stays: %s", (text) => {
  expect(learned().scrub(text)).toBe(text);
});

test("a learnt secret is masked whole where another one begins like it, and an address's password alone", () => {
  const scrubber = createScrubber();
  scrubber.learn(["", "short", "longer-secret", "longer-secret-still"]);
  scrubber.learn(["mongodb://app:Pass%2Fword1@db/x"]);
  expect(scrubber.scrub("longer-secret-still of short")).toBe("[redacted] of short");
  expect(scrubber.scrub("Pass%2Fword1 or Pass/word1")).toBe("[redacted] or [redacted]");
});

test("attributes are scrubbed by value and by name, lists too, and numbers stay", () => {
  const attributes = {
    "url.full": "https://u:p@example.com/",
    "http.request.header.authorization": ["opaque"],
    "gen_ai.usage.input_tokens": 12,
    "gen_ai.token.type": "input",
    "net.peers": ["203.0.113.9", 5],
  };
  expect(createScrubber().scrubAttributes<unknown>(attributes)).toEqual({
    "url.full": "https://[redacted]@example.com/",
    "http.request.header.authorization": ["[redacted]"],
    "gen_ai.usage.input_tokens": 12,
    "gen_ai.token.type": "input",
    "net.peers": ["203.0.113.0", 5],
  });
});

test.each([
  ["a network address", "came\n2001:db8:85a3:1::7", "came\n2001:db8:85a3::"],
  ["an address of four numbers", "came\n203.0.113.9", "came\n203.0.113.0"],
  ["an e-mail address", "to\tana.smith@mail.example.com", "to\t[redacted]"],
  ["one behind a backslash that is one", "to\\bob@mail.example.com", "to\\[redacted]"],
  ["a key", "is\nsk-proj-abcdefghijklmnop", "is\n[redacted]"],
  ["what an escape makes look like one", `x\npm_${"a".repeat(40)}`, `x\npm_${"a".repeat(40)}`],
  ["base64", `x\n${btoa("password=hunter2hunter2")}`, "x\n[redacted]"],
])(
  "where JSON spells a line break or tab, %s behind it is found, and it stays JSON",
  (_what, text, clean) => {
    expect(JSON.parse(createScrubber().scrub(JSON.stringify(text)))).toBe(clean);
  },
);

test("what was clean once is not let through when it is learnt to be a secret, nor in other words", () => {
  const scrubber = createScrubber();
  const said = () => scrubber.scrubAttributes({ "url.path": "/lamp-of-sable-point" });
  expect(said()).toEqual({ "url.path": "/lamp-of-sable-point" });
  expect(scrubber.scrubName("lamp-of-sable-point")).toBe("lamp-of-sable-point");
  scrubber.learn(["lamp-of-sable-point"]);
  expect(said()).toEqual({ "url.path": "/[redacted]" });
  expect(scrubber.scrubName("lamp-of-sable-point")).toBe("[redacted]");
  // A name may also have been harmless where its value was not.
  expect(scrubber.scrubAttributes({ api_key: "GET", method: "GET" })).toEqual({
    api_key: "[redacted]",
    method: "GET",
  });
});

test("what it remembers of names is bounded, and nothing is let through for it", () => {
  const scrubber = createScrubber();
  for (let nth = 0; nth < 10_000; nth += 1) {
    expect(scrubber.scrubName(`name ${nth}`)).toBe(`name ${nth}`);
    expect(scrubber.scrubName(`Bearer abcdefgh${nth}`)).toBe("Bearer [redacted]");
  }
});

test("each redaction is counted once, by what it was for", () => {
  const kinds: string[] = [];
  const scrubber = createScrubber({ onRedaction: (kind) => kinds.push(kind) });
  scrubber.learn(["a-known-value"]);
  const blob = Buffer.from("password=hunter2hunter").toString("base64");
  const line = `a-known-value 203.0.113.9 Bearer abcdefgh1 a@b.example ${blob}`;
  const clean = scrubber.scrub(line);
  expect(kinds.toSorted()).toEqual(["authorization", "email", "encoded", "ip", "known"]);
  kinds.length = 0;
  expect(scrubber.scrub(clean)).toBe(clean);
  expect(kinds).toEqual([]);
});

test("JSON stays JSON with the same keys and numbers, whatever it holds", () => {
  const scrubber = learned();
  const texts = oneof(string(), constantFrom(...canaries.map(({ text }) => text)));
  const piece = constantFrom(
    "Cookie",
    "token",
    "authorization",
    ": ",
    "=",
    '"',
    "\\",
    "::",
    "@",
    "://",
    "password",
    "%22",
    'token":["',
    "token%22:[%22",
  );
  const spliced = oneof(texts, piece);
  assert(
    property(
      dictionary(constantFrom("cookie", "password", "a", "x-api-key"), oneof(spliced, jsonValue())),
      spliced,
      spliced,
      (value, before, after) => {
        const line = JSON.stringify({ value, msg: before + after, list: [before, after], n: 1 });
        const clean = JSON.parse(scrubber.scrub(line)) as Record<string, unknown>;
        expect(Object.keys(clean)).toEqual(["value", "msg", "list", "n"]);
        expect(clean.n).toBe(1);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("hostile text takes time in proportion to its length", () => {
  const scrubber = learned();
  const pieces = [
    "eyJ",
    "eyJ-",
    "://",
    ":%2F%2F",
    "%3A%2F%2F",
    "A@.",
    "a@a.",
    "1.",
    "a:",
    "::",
    "Bearer ",
    "cookie: ",
    'cookie":"',
    'cookie=\\"',
    "secret",
    "passwordtoken",
    'token","',
    "-----BEGIN PRIVATE",
    "sk-",
    "\\",
    '\\"',
    "%22",
    "Aa0+",
    "v1.0",
    "=",
    " ",
    "quo\\",
    "hooks.slack.com/",
  ];
  const hints = secretPatterns.flatMap(({ hints: [hint] }) =>
    typeof hint === "string" ? hint : [],
  );
  for (const piece of [...pieces, ...hints]) {
    const growth = growthOf((length) => scrubber.scrub(`${repeated(piece, length)}\0`));
    expect.soft(growth, piece).toBeLessThan(inProportion);
  }
});
