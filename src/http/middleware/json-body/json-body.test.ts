import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { Problem } from "#/contract/problem.ts";
import { input, serveApp } from "#/http/served-app.fixture.ts";

const json = { "content-type": "application/json" };

it("says where broken JSON breaks, and quotes nothing of it", async () => {
  const { send } = await serveApp();
  const body = '{\n  "title": "my secret plan",\n  "premise" oops }';
  const answer = await send("POST", "/api/novel", { headers: json, body });
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({
    code: "invalid-input",
    detail: "The body is not JSON: it breaks at position 43 (line 3, column 13).",
  });
  expect(answer.text).not.toMatch(/secret|oops/);
});

it("refuses a body over 1 MB", async () => {
  const { send } = await serveApp();
  const large = JSON.stringify({ ...input, premise: "x".repeat(1_100_000) });
  const answer = await send("POST", "/api/novel", { headers: json, body: large });
  expect(answer.status).toBe(413);
  expect(answer.json()).toMatchObject({ code: "payload-too-large" });
  // Just under the limit it is read: the length of the premise is what is wrong.
  const premise = "x".repeat(999_000);
  const read = await send("POST", "/api/novel", { json: { ...input, premise } });
  expect(read.json()).toMatchObject({ errors: [{ path: "premise" }] });
});

it("refuses any other type, charset or encoding", async () => {
  const { send } = await serveApp();
  const body = JSON.stringify(input);
  for (const headers of [
    { "content-type": "text/plain" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "application/xml" },
    { "content-type": "nonsense" },
    { "content-type": "application/json; charset=latin1" },
    { "content-type": "application/json; charset=utf-16" },
    { ...json, "content-encoding": "compress" },
    { ...json, "content-encoding": "gzip" },
  ]) {
    const answer = await send("POST", "/api/novel", { headers, body });
    expect([headers, answer.status]).toEqual([headers, 415]);
    expect(answer.json()).toMatchObject({ code: "unsupported-media-type" });
  }
});

it("refuses compressed bodies, whole or broken: a small one could grow without end", async () => {
  const { url } = await serveApp();
  for (const body of [gzipSync(JSON.stringify(input)), Buffer.from("no gzip at all")]) {
    const headers = { ...json, "content-encoding": "gzip" };
    const answer = await fetch(`${url}/api/novel`, { method: "POST", headers, body });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ code: "unsupported-media-type" });
  }
});

it("refuses text that is not UTF-8, instead of storing what it cannot read", async () => {
  const { url } = await serveApp();
  const body = Buffer.from(JSON.stringify({ ...input, title: "Caf\u00e9" }), "latin1");
  const answer = await fetch(`${url}/api/novel`, { method: "POST", headers: json, body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: "invalid-input",
    detail: "The body is not UTF-8.",
  });
});

it("is not fooled by keys that every object has", async () => {
  const { send } = await serveApp();
  const valid = JSON.stringify(input).slice(1);
  for (const key of ["__proto__", "constructor", "prototype", "toString"]) {
    const body = `{"${key}":{"polluted":true},${valid}`;
    const answer = await send("POST", "/api/novel", { headers: json, body });
    const { errors = [] } = answer.json() as Problem;
    expect(errors).toEqual([{ path: key, message: "is not known here" }]);
  }
  expect("polluted" in {}).toBe(false);
});

it("survives a body that nests as deeply as it can", async () => {
  const { send } = await serveApp();
  const depth = 490_000;
  for (const body of [
    "[".repeat(depth) + "]".repeat(depth),
    `{"title":${"[".repeat(depth)}${"]".repeat(depth)}}`,
    "[".repeat(2 * depth),
    '{"a":'.repeat(depth / 3),
  ]) {
    const answer = await send("POST", "/api/novel", { headers: json, body });
    const { code, detail } = answer.json() as Problem;
    expect(code).toBe("invalid-input");
    expect(detail).toMatch(/^The body nests deeper than 32 levels: at position \d+ \(/);
  }
});

const nestings = [33, 50_000, 160_000].flatMap((depth) => [
  [depth, "[", "]", ".0"] as const,
  [depth, '{"a":', "}", ".a"] as const,
]);

it.each(nestings)(
  "refuses %i levels of %j by their place, and reads as many as there may be",
  async (depth, open, close, name) => {
    const { send } = await serveApp();
    const bodyOf = (levels: number) =>
      `{\n "title": ${open.repeat(levels - 1)}1${close.repeat(levels - 1)}}`;
    const post = async (body: string) => send("POST", "/api/novel", { headers: json, body });
    const refused = await post(bodyOf(depth));
    const position = 12 + 31 * open.length;
    expect(refused.status).toBe(400);
    expect(refused.json()).toMatchObject({
      code: "invalid-input",
      detail: `The body nests deeper than 32 levels: at position ${position} (line 2, column ${position - 1}).`,
      errors: [{ path: `title${name.repeat(31)}`, message: "must not nest deeper than 32 levels" }],
    });
    const { errors } = (await post(bodyOf(32))).json() as Problem;
    expect(errors).toContainEqual({ path: "title", message: "must be a text" });
  },
);

it("counts no brackets that stand in a text", async () => {
  const { send } = await serveApp();
  const premise = `[{"a\\": ${"[{".repeat(500)} \\`;
  const answer = await send("POST", "/api/novel", { json: { ...input, premise } });
  expect(answer.json()).toMatchObject({ params: { premise } });
});

it("names at most a hundred of the wrong fields, and long ones by their beginning", async () => {
  const { send } = await serveApp();
  const many = Object.fromEntries(Array.from({ length: 90_000 }, (_, n) => [`k${n}`, 1]));
  const answer = await send("POST", "/api/novel", { json: { ["k".repeat(10_000)]: 1, ...many } });
  const { errors = [] } = answer.json() as Problem;
  expect(errors).toHaveLength(100);
  expect(answer.text.length).toBeLessThan(10_000);
});
