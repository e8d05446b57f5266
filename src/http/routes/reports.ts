import { type CspReport, clientReport, counted, cspReport } from "#/contract/reports.ts";
import { toldOf } from "#/http/exchange.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { pageDirectives } from "#/http/middleware/security-headers/content-policy.ts";
import { type Route, defineRoute } from "#/http/route.ts";

const maxBytes = 32_000;

/** Lines of the log for one report; all of it is counted. */
const maxLines = 5;

/** What browsers report of themselves: violations of the content policy, errors, web vitals. */
export function reportRoutes({ metrics, log }: Pick<HttpDeps, "metrics" | "log">): Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/csp-report",
      operationId: "reportCspViolation",
      summary: "Tell of what a page's content policy stopped; browsers do so by themselves",
      tags: ["service"],
      access: "public",
      bodies: {
        types: ["application/csp-report", "application/reports+json", "application/json"],
        maxBytes,
      },
      body: cspReport,
      responses: { 200: { description: "It was counted.", schema: counted } },
      handle: ({ body, exchange }) => {
        const violations = violationsIn(body);
        metrics.cspViolations.inc(violations.length);
        for (const violation of violations.slice(0, maxLines))
          log.warn(
            { event: "csp.violation", ...toldOf(exchange), ...violation },
            "a page's content policy stopped something",
          );
        return { json: { counted: violations.length } };
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/client-report",
      operationId: "reportFromClient",
      summary: "Tell of errors in a browser, and of how fast its page was",
      tags: ["service"],
      access: "public",
      bodies: { types: ["application/json"], maxBytes },
      body: clientReport,
      responses: { 200: { description: "It was counted.", schema: counted } },
      handle: ({ body: { errors, vitals }, exchange }) => {
        metrics.clientErrors.inc(errors.length);
        for (const client_error of errors.slice(0, maxLines))
          log.warn(
            { event: "client.error", ...toldOf(exchange), client_error },
            "the web app failed in somebody's browser",
          );
        for (const { name, value } of vitals)
          if (name === "CLS") metrics.clientLayoutShift.observe(value);
          else metrics.clientVital.observe({ vital: name }, value);
        return { json: { counted: errors.length + vitals.length } };
      },
    }),
  ];
}

interface Violation {
  /** One of our policy's, or `other`. */
  directive: string;
  /** An origin, or a word of the browser's such as `inline`. */
  blocked: string;
}

function violationsIn(report: CspReport): Violation[] {
  if (!Array.isArray(report)) {
    const told = report["csp-report"];
    return [
      {
        directive: directiveOf(told["effective-directive"] ?? told["violated-directive"]),
        blocked: blockedBy(told["blocked-uri"]),
      },
    ];
  }
  return report.flatMap(({ type, body }) =>
    type === "csp-violation"
      ? [{ directive: directiveOf(body?.effectiveDirective), blocked: blockedBy(body?.blockedURL) }]
      : [],
  );
}

/** `script-src-elem` counts as `script-src`, which is what we said. */
function directiveOf(told: string | null | undefined): string {
  const name = told?.split(" ")[0]?.replace(/-(elem|attr)$/, "") ?? "";
  return Object.hasOwn(pageDirectives, name) ? name : "other";
}

/** Paths and queries are left out: they may be anybody's. */
function blockedBy(told: string | null | undefined): string {
  if (told === null || told === undefined || told === "") return "unknown";
  if (/^[a-z-]{1,40}$/.test(told)) return told;
  const { protocol = "", origin = "null" } = URL.parse(told) ?? {};
  return origin === "null" ? protocol || "unknown" : origin;
}
