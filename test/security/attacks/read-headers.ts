import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { type Finding, Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { type Answer, ask } from "#test/security/ask.ts";
import type { Attack } from "#test/security/attack.ts";
import { Person } from "#test/security/person.ts";

const html = { accept: "text/html" };
const overTls = { "x-forwarded-proto": "https" };

/** What answers tell browsers to do. */
export const readHeaders: Attack = {
  name: "read-headers",
  promise: "every answer tells browsers to run, frame, guess and keep nothing that it need not",
  tries:
    "pages, files, API answers, downloads and errors of each kind, also the proxy's own: CSP (judged by csp_evaluator too), nosniff, framing, COOP, CORP, referrer, permissions and caching; hostile `Host` headers",
  limits: "raised",
  async run({ target, verdict }) {
    const person = new Person(target);
    await person.owner();
    const novel = await person.order();
    await person.waitFor(novel, "completed");
    const page = await person.ask("/", { headers: html });
    const asset = /"(\/assets\/[^"]+)"/.exec(page.text)?.[1] ?? "/no-asset";
    const answers: [string, Answer][] = [
      ["a page", page],
      ["a page that is not there", await person.ask("/nothing", { headers: html })],
      ["a file", await person.ask(asset)],
      ["an answer", await person.ask("/api/me")],
      ["a novel", await person.ask(`/api/novel/${novel}`)],
      ["a book", await person.ask(`/api/novel/${novel}/book.md`)],
      ["a wrong body", await person.ask("/api/novel", { method: "POST", body: "{" })],
      ["a wrong method", await person.ask("/api/me", { method: "PUT" })],
      // The proxy would refuse it itself.
      ["a wrong path", await ask(target.direct, "/api/%E0%A4%A", { headers: overTls })],
      ["a refused operator", await person.ask("/internal/novels")],
      ["the document", await person.ask("/openapi.json")],
      // What the proxy answers by itself.
      ["what only the inside may see", await person.ask("/metrics")],
      [
        "a header too long",
        await ask(target.origin, "/api/me", { headers: { "x-long": "a".repeat(40_000) } }),
      ],
      [
        "a body too large to be passed on",
        await person.ask("/api/novel", { method: "POST", body: `"${"x".repeat(3_000_000)}"` }),
      ],
      [
        "a large body",
        await person.ask("/api/novel", { method: "POST", body: `"${"x".repeat(1_500_000)}"` }),
      ],
    ];
    for (const [what, { headers }] of answers) {
      const says = (name: string, shape: RegExp) => {
        const told = String(headers[name]);
        verdict.check(shape.test(told), `${what} says ${name}: ${told}`);
      };
      const policy = String(headers["content-security-policy"]);
      says("content-security-policy", /default-src 'none'/);
      says("content-security-policy", /base-uri 'none'/);
      says("content-security-policy", /frame-ancestors 'none'/);
      verdict.check(
        !/unsafe-|\*|data:|http:|https:(?!\/\/)/.test(policy),
        `${what} allows too much: ${policy}`,
      );
      says("x-content-type-options", /^nosniff$/);
      says("x-frame-options", /^DENY$/i);
      says("cross-origin-opener-policy", /^same-origin$/);
      says("cross-origin-resource-policy", /^same-origin$/);
      says("referrer-policy", /^no-referrer$/);
      says("permissions-policy", /camera=\(\).*geolocation=\(\)/);
      const cached = String(headers["cache-control"]);
      const forEver = cached.includes("immutable");
      verdict.check(
        what === "a file" ? forEver : /no-store|private|no-cache/.test(cached),
        `${what} may be kept: ${cached}`,
      );
      for (const { description, directive } of worseThanInfo(policy))
        verdict.check(false, `csp_evaluator of ${what}: ${directive}: ${description}`);
    }
    verdict.check(worseThanInfo("script-src 'unsafe-inline'").length > 0, "csp_evaluator is blind");
    const type = String(answers[5]?.[1].headers["content-type"]);
    verdict.check(!type.includes("html"), `a book is ${type}`);
    const polled = await person.ask("/ws/?EIO=4&transport=polling");
    const guess = String(polled.headers["x-content-type-options"]);
    verdict.check(guess === "nosniff", `a polled socket may be guessed at: ${guess}`);

    for (const host of ["evil.example; script-src *", "a,b", "x'y", '"', "evil.example/", "*"]) {
      const { status, headers } = await ask(target.direct, "/", {
        headers: { host, ...html, ...overTls },
      });
      const policy = String(headers["content-security-policy"]);
      verdict.check(
        status < 500 && !/evil|a,b|x'y|"|\*/.test(policy),
        `a Host of ${host} gets into the policy: ${policy}`,
      );
    }
  },
};

/** What Google's evaluator holds against a policy, but for what it only notes. */
function worseThanInfo(policy: string): Finding[] {
  const { csp } = new CspParser(policy);
  // Advice for browsers that know no `strict-dynamic` is advice to allow more.
  return new CspEvaluator(csp)
    .evaluate()
    .filter(({ severity }) => severity < Severity.INFO && severity !== Severity.STRICT_CSP);
}
