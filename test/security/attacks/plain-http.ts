import { type Answer, type Question, ask } from "#test/security/ask.ts";
import type { Attack } from "#test/security/attack.ts";
import { Person } from "#test/security/person.ts";

const year = "max-age=31536000; includeSubDomains";

/** What is sent in the clear, to the proxy's open port and past the proxy. */
export const plainHttp: Attack = {
  name: "plain-http",
  promise: "nothing but a way to TLS is served in the clear, and TLS is asked for on TLS alone",
  tries:
    "reads, writes, credentials and bodies over plain HTTP, to the proxy's open port and to the process with and without `X-Forwarded-Proto`; a claim of TLS from outside; `Strict-Transport-Security` on each",
  limits: "raised",
  async run({ target, verdict }) {
    const person = new Person(target);
    await person.owner();
    const { cookie } = person;
    const unsafe = ({ headers }: Answer) =>
      headers["strict-transport-security"] !== undefined || headers["set-cookie"] !== undefined;

    const refusals: [string, string, Question][] = [
      ["a POST", "/api/novel", { method: "POST", body: {} }],
      ["a DELETE", "/api/novel", { method: "DELETE" }],
      ["a cookie", "/api/me", { headers: { cookie } }],
      ["a token", "/api/me", { headers: { authorization: "Bearer x" } }],
      ["a body in a GET", "/api/me", { body: {} }],
    ];
    const ways: [string, Record<string, string>][] = [
      ["plainly", {}],
      ["as the proxy tells it", { "x-forwarded-proto": "http" }],
    ];
    for (const [how, told] of ways) {
      for (const [what, path, question] of refusals) {
        const answer = await ask(target.direct, path, {
          ...question,
          headers: { ...question.headers, ...told },
        });
        verdict.check(
          answer.status === 403 && answer.text.includes('"https-required"'),
          `${what}, sent ${how}, is answered ${answer.status}`,
        );
        verdict.check(!unsafe(answer), `${what}, sent ${how}, gets a cookie or HSTS`);
      }
      const read = await ask(target.direct, "/novels/x?a=b", {
        headers: { ...told, host: "books.example:3001" },
      });
      verdict.check(
        read.status === 308 && read.headers.location === "https://books.example/novels/x?a=b",
        `a read, sent ${how}, is sent on by ${read.status} to ${read.headers.location}`,
      );
      verdict.check(!unsafe(read), `a read, sent ${how}, gets a cookie or HSTS`);
      const health = await ask(target.direct, "/health", { headers: told });
      verdict.check(health.status === 200 && !unsafe(health), `health, ${how}: ${health.status}`);
    }
    for (const [path, host] of [
      ["//evil.example/%2f..", "books.example"],
      ["/\\evil.example", "books.example"],
      ["/x", "evil.example/@books"],
      ["/x", "a@evil.example"],
    ] as const) {
      const {
        status,
        headers: { location = "" },
      } = await ask(target.direct, path, { headers: { host } });
      const sentOn = URL.parse(location)?.host;
      verdict.check(
        sentOn === undefined || sentOn === "books.example",
        `${path} of ${host} is sent on by ${status} to ${location}`,
      );
    }

    const sent = await ask(target.plain, "/novels/x?a=b", { headers: { host: "books.example" } });
    verdict.check(
      sent.status === 308 && sent.headers.location === "https://books.example/novels/x?a=b",
      `the proxy's open port sends on by ${sent.status} to ${sent.headers.location}`,
    );
    verdict.check(!unsafe(sent), "the proxy's open port gives cookies or HSTS");
    for (const [what, path, question] of refusals) {
      const answer = await ask(target.plain, path, question);
      verdict.check(
        answer.status === 403 && answer.text.includes('"https-required"') && !unsafe(answer),
        `${what}, sent to the proxy's open port, is answered ${answer.status}`,
      );
    }

    for (const claim of ["http", "ws", ""]) {
      const answer = await ask(target.origin, "/api/me", {
        headers: { "x-forwarded-proto": claim },
      });
      verdict.check(
        answer.status === 200,
        `over TLS a claim of "${claim}" is believed: ${answer.status}`,
      );
    }
    for (const path of ["/", "/api/me", "/api/nothing", "/health", "/assets/nothing.js"]) {
      const { headers } = await ask(target.origin, path, { headers: { accept: "text/html" } });
      const told = headers["strict-transport-security"];
      verdict.check(told === year, `over TLS ${path} says ${told}`);
      for (const set of headers["set-cookie"] ?? [])
        verdict.check(
          /^__Host-[^;]+/.test(set) &&
            ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"].every((one) => set.includes(one)) &&
            !/domain/i.test(set),
          `${path} sets ${set}`,
        );
    }
  },
};
