import { z } from "zod";
import {
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
  createDocument,
} from "zod-openapi";
import { maxBodyDepth } from "#/contract/max-body-depth.ts";
import { type ErrorCode, errorCodes, problem } from "#/contract/problem.ts";
import { sessionCookie } from "#/domain/identify-caller.ts";
import { isForOperators } from "./is-for-operators.ts";
import { limitOf } from "./limit-of.ts";
import { problemKind, problemTable } from "./problem-table.ts";
import type { Access, ResponseSpec, Route } from "./route.ts";

const about = `A self-hosted service that writes whole novels with language models and can account for every word.

Errors are problem details (RFC 9457). Their \`type\` is \`/problems/<code>\`, relative to this service, and names the error together with \`code\`:

${errorCodes.map((code) => `- \`${code}\` (${problemTable[code].status}): ${problemTable[code].title}.`).join("\n")}

Bodies are JSON in UTF-8, at most 1 MB long and ${maxBodyDepth} levels deep, and never compressed. Unknown fields are refused by name. The length of a text is counted in Unicode code points; texts keep their form, and lose what white space they begin or end with.

The API is additive: ignore fields and event types that you do not know. HEAD answers wherever GET does.

Where \`FORCE_HTTPS\` is on, requests in the clear get 308 with the address over TLS, or 403 \`https-required\` when they bear credentials, have a body or are neither GET nor HEAD.`;

const rateLimitHeaders = {
  RateLimit:
    'How many requests are left and in how many seconds all are again: `"read"; r=599; t=3600`.',
  "RateLimit-Policy": 'What the limit is, by its name: `"read"; q=600; w=3600`.',
};
const retryAfter = { "Retry-After": "In how many seconds it is possible again." };

const security: Record<Access, Record<string, string[]>[]> = {
  public: [],
  metrics: [{ metricsToken: [] }],
  // The empty one: without a cookie one becomes a new owner.
  owner: [{ session: [] }, { apiKey: [] }, {}],
  session: [{ session: [] }, {}],
  novel: [{ session: [] }, { apiKey: [] }],
  "admin:read": [{ adminToken: ["read"] }],
  "admin:admin": [{ adminToken: ["admin"] }],
};

/** Makes the OpenAPI 3.1 document of a route table. */
export function openApiDocument(routes: readonly Route[], version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: "Colophon",
        version,
        description: about,
        license: { name: "MIT", identifier: "MIT" },
      },
      paths,
      components: {
        securitySchemes: {
          session: {
            type: "apiKey",
            in: "cookie",
            name: sessionCookie,
            description:
              "Set with the first answer; names an owner and nothing else. Over TLS it is called `__Host-colophon_session`.",
          },
          apiKey: {
            type: "http",
            scheme: "bearer",
            description:
              "A key for programs: `novels:read` lets it read its owner's novels, `novels:write` ask for and change them.",
          },
          adminToken: {
            type: "http",
            scheme: "bearer",
            description: "One of `ADMIN_TOKENS`; the scope `admin` includes `read`.",
          },
          metricsToken: { type: "http", scheme: "bearer", description: "`METRICS_AUTH_TOKEN`." },
        },
      },
    },
    {
      // Answers may grow; a document that closes them would make generated clients refuse that.
      override: ({ io, jsonSchema, zodSchema }) => {
        if (io !== "output" || zodSchema._zod.def.type !== "object") return;
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      },
    },
  );
}

function operation(route: Route): ZodOpenApiOperationObject {
  const { params, query, headers, body } = route.schemas;
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [...route.tags],
    security: security[route.access],
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(headers && { header: headers }),
    },
    ...(body && {
      requestBody: {
        required: !(body instanceof z.ZodOptional),
        content: Object.fromEntries(
          (route.bodies?.types ?? ["application/json"]).map((type) => [type, { schema: body }]),
        ),
      },
    }),
    responses: responses(route),
  };
}

function responses(route: Route): ZodOpenApiResponsesObject {
  const described: ZodOpenApiResponsesObject = {};
  const limited = limitOf(route) === null ? {} : rateLimitHeaders;
  for (const [status, spec] of Object.entries(route.responses))
    described[status as Status] = {
      description: spec.description,
      headers: headersOf({ ...spec.headers, ...limited }),
      content: contentOf(spec),
    };
  if (route.method === "get" && !isForOperators(route.path))
    described["308"] = {
      description: "`FORCE_HTTPS`: what was asked in the clear is to be had over TLS.",
      headers: headersOf({ Location: "The same address over TLS." }),
    };
  for (const [status, codes] of Map.groupBy(problemsOf(route), (code) => problemKind(code).status))
    described[`${status}` as Status] = {
      description: codes.map((code) => `\`${code}\`: ${problemTable[code].title}.`).join(" "),
      ...(codes.includes("rate-limited") && { headers: headersOf({ ...limited, ...retryAfter }) }),
      content: { "application/problem+json": { schema: problem } },
    };
  return described;
}

type Status = `${2 | 3 | 4 | 5}${string}`;

function headersOf(headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: "string" as const } },
    ]),
  );
}

function contentOf(spec: ResponseSpec) {
  if ("schema" in spec) return { "application/json": { schema: spec.schema } };
  return Object.fromEntries(
    spec.types.map((type) => [type, { schema: { type: "string" as const } }]),
  );
}

function problemsOf(route: Route): ErrorCode[] {
  const { access, method, problems = [] } = route;
  // Any address can be given a query that it does not know.
  const codes = new Set<ErrorCode>([...problems, "invalid-input"]);
  if (limitOf(route) !== null) codes.add("rate-limited");
  if (!isForOperators(route.path)) codes.add("https-required");
  if (method !== "get") codes.add("payload-too-large").add("unsupported-media-type");
  if (method !== "get") codes.add("origin-not-allowed").add("draining").add("storage-full");
  if (access === "metrics") codes.add("unauthorized");
  if (access === "admin:read" || access === "admin:admin")
    codes.add("unauthorized").add("rate-limited").add("store-unavailable");
  if (access === "admin:admin") codes.add("forbidden");
  if (access === "novel") codes.add("not-found");
  if (access === "novel" || access === "owner" || access === "session")
    codes.add("unauthorized").add("forbidden");
  // A key has to be looked up, whatever for.
  if (limitOf(route) !== null) codes.add("store-unavailable");
  codes.add("internal");
  return errorCodes.filter((code) => codes.has(code));
}
