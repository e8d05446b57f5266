import { afterEach, expect, it } from "vitest";
import type { Problem } from "#/contract/problem.ts";
import { speak, statusesIn } from "#test/security/speak.ts";
import { serveOperators } from "./operators.fixture.ts";
import { input, serveApp } from "./served-app.fixture.ts";
import { fields } from "./text-fields.fixture.ts";

afterEach(() => {
  if ("polluted" in {}) throw new Error("every object has what a request brought");
});

function wrong({ json }: { json: () => unknown }): string[] {
  return (json() as Problem).errors?.map(({ path }) => path) ?? [];
}

const inherited = [
  "__proto__",
  "__proto__[polluted]",
  "constructor",
  "constructor[prototype][polluted]",
  "constructor.prototype.polluted",
  "a[__proto__][polluted]",
  "limit[__proto__][polluted]",
  "limit[]",
  "hasOwnProperty",
];

it("query parameters that lead to what every object has are refused by their names, at every address", async () => {
  const { ops, visitor, conformance } = await serveOperators();
  const { send, create } = visitor();
  const { id } = await create();
  const query = inherited.map((name) => `${encodeURIComponent(name)}=1`).join("&");
  for (const [path, operations] of Object.entries(conformance.document.paths)) {
    const target = path.replace("{id}", id).replace("{number}", "1");
    const by = path.startsWith("/internal/") ? ops : send;
    for (const method of Object.keys(operations)) {
      const json = method === "get" ? undefined : {};
      const answer = await by(method.toUpperCase(), `${target}?${query}`, { json });
      expect([method, path, answer.status]).toEqual([method, path, 400]);
      expect([method, path, wrong(answer)]).toEqual([
        method,
        path,
        expect.arrayContaining(inherited),
      ]);
    }
  }
});

it("a parameter that is given twice is refused by its name, even with the same value", async () => {
  const { ops, visitor } = await serveOperators();
  const { send, create } = visitor();
  const { id } = await create();
  const novel = `/api/novel/${id}`;
  for (const [by, path, name, value] of [
    [send, "/api/novel", "limit", "5"],
    [send, "/api/novel", "cursor", "x"],
    [send, "/api/novel", "status", "queued"],
    [send, `${novel}/events`, "after", "0"],
    [send, `${novel}/events`, "limit", "5"],
    [send, `${novel}/chapters/1`, "revision", "1"],
    [ops, "/internal/novels", "owner", id],
    [ops, "/internal/api-keys", "owner", id],
    [ops, "/internal/audit", "limit", "5"],
  ] as const) {
    const answer = await by("GET", `${path}?${name}=${value}&${name}=${value}`);
    expect([path, name, answer.status, wrong(answer)]).toEqual([path, name, 400, [name]]);
  }
});

const names = Object.entries(fields).map(([name, field]) => {
  const [, path = ""] = name.split(" ");
  return { name, path, field };
});

it("every text of every body is refused by its name where it is none", async () => {
  const { ops, visitor } = await serveOperators();
  const { send, create } = visitor();
  const { id } = await create({ reviewOutline: true });
  for (const { name, path, field } of names) {
    const target = field.path(id);
    const by = target.startsWith("/internal/") ? ops : send;
    for (const value of [7, true, [], ["a"], {}, { $gt: "" }, { toString: 1 }, { length: 30 }]) {
      const whole = JSON.stringify(field.json("<here>"));
      const body = whole.replace(/"[^"]*<here>"/, JSON.stringify(value));
      const headers = { "content-type": "application/json" };
      const answer = await by(field.method, target, { body, headers });
      // Reports come in two forms, and are wrong as a whole.
      const named = target === "/api/csp-report" ? "body" : path;
      expect([name, value, answer.status, wrong(answer)]).toEqual([name, value, 400, [named]]);
    }
  }
});

it("a body's keys that every object has are refused by their place, however deep", async () => {
  const { ops, visitor } = await serveOperators();
  const { send, create } = visitor();
  const { id } = await create({ reviewOutline: true });
  const tried: string[] = [];
  for (const { name, path, field } of names) {
    const target = field.path(id);
    const by = target.startsWith("/internal/") ? ops : send;
    const whole = JSON.stringify(field.json("Some text of a length that will do"));
    for (const key of ["__proto__", "constructor", "toString"])
      for (const { index } of whole.matchAll(/\{/g)) {
        const more = `"${key}":{"polluted":1,"prototype":{"polluted":1}},`;
        const body = whole.slice(0, index + 1) + more + whole.slice(index + 1);
        const headers = { "content-type": "application/json" };
        const answer = await by(field.method, target, { body, headers });
        // What browsers tell of a content policy may have more in it.
        if (target === "/api/csp-report") continue;
        tried.push(name);
        const places = wrong(answer).filter((place) => place.split(".").at(-1) === key);
        expect([body, answer.status, places.length], path).toEqual([body, 400, 1]);
      }
  }
  expect(new Set(tried).size).toBe(names.length - 6);
});

const hostileHeaders: Record<string, string> = {
  "a byte above ASCII": "caf\u00e9",
  NUL: "a\0b",
  "a line end": "a\r\nset-cookie: planted=1",
  "half a line end": "a\rset-cookie: planted=1",
  "the other half": "a\nset-cookie: planted=1",
  "a folded line": "a\r\n set-cookie: planted=1",
  "an escaped line end": "a%0d%0aset-cookie:%20planted=1",
  "a second one": "a\r\nx-request-id: b\r\nidempotency-key: b",
  "a delete": "a\u007fb",
  "a tab": "a\tb",
};

it.each(Object.entries(hostileHeaders))(
  "%s in a request's id or key reaches no header of the answer",
  async (_what, value) => {
    const { url, logs } = await serveApp();
    const body = JSON.stringify(input);
    for (const header of ["x-request-id", "idempotency-key"]) {
      const request = [
        "POST /api/novel HTTP/1.1",
        "host: localhost",
        "content-type: application/json",
        `content-length: ${body.length}`,
        "connection: close",
        `${header}: ${value}`,
        "",
        body,
      ].join("\r\n");
      // Each answer ends its connection: the time is for machines that are busy.
      const heard = await speak(url, Buffer.from(request, "latin1"), 20_000);
      const [head = ""] = heard.split("\r\n\r\n");
      const lines = head.split("\r\n");
      expect(statusesIn(heard)).toHaveLength(1);
      expect(lines.filter((line) => /^set-cookie: planted/i.test(line))).toEqual([]);
      const ids = lines.filter((line) => /^x-request-id: (?:a|b|[\w-]{36})$/i.test(line));
      expect(ids).toHaveLength(1);
      expect(head).toMatch(/^[\r\n\x20-\x7e]+$/);
      expect(head).not.toContain("planted");
      const places = lines.filter((line) => /^location:/i.test(line));
      expect(places.every((line) => /^location: \/api\/novel\/[\w-]{36}$/i.test(line))).toBe(true);
    }
    expect(JSON.stringify(logs)).not.toMatch(/planted|caf\u00e9/);
  },
);
