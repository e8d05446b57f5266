import type { NovelView } from "#/contract/novel.ts";
import { input } from "./served-app.fixture.ts";
import { outlineChapters } from "./stages.fixture.ts";

/** A request's body but for one text, that text's place in it, and what becomes of it. */
export interface Field {
  method: string;
  path: (id: string) => string;
  json: (text: string) => unknown;
  /** Where the novel tells it again. */
  kept?: (novel: NovelView) => string | undefined;
  /** Where it does not: what an odd text is answered. */
  otherwise?: 200 | 400 | 401;
}

const outlineField = (name: "title" | "pointOfView" | "summary"): Field => ({
  method: "PUT",
  path: (id) => `/api/novel/${id}/outline`,
  json: (text) => ({ chapters: [{ ...outlineChapters(1)[0], [name]: text }] }),
  kept: ({ outline }) => outline?.chapters[0]?.[name],
});
/** A premise has to have twenty characters. */
const rest = "What is to be read here: ";

const novelField = (name: "title" | "premise" | "genre" | "subgenre"): Field => ({
  method: "POST",
  path: () => "/api/novel",
  json: (text) => ({ ...input, [name]: name === "premise" ? rest + text : text }),
  kept: ({ params }) => params[name]?.replace(rest, ""),
});
const rate = (name: string): Field => ({
  method: "PATCH",
  path: () => "/internal/config",
  json: (text) => ({ rateLimits: { [name]: text } }),
  otherwise: 400,
});
const apiKeyField = (name: string): Field => ({
  method: "POST",
  path: () => "/internal/api-keys",
  json: (text) => ({
    owner: "01890000-0000-7000-8000-000000000000",
    scopes: ["novels:read"],
    expiresAt: "2027-01-01T00:00:00.000Z",
    [name]: text,
  }),
  otherwise: 400,
});
const browserError = (name: string): Field => ({
  method: "POST",
  path: () => "/api/client-report",
  json: (text) => ({ errors: [{ name: "Error", message: "It broke", [name]: text }] }),
  otherwise: 200,
});
const violation = (json: Field["json"]): Field => ({
  method: "POST",
  path: () => "/api/csp-report",
  json,
  otherwise: 200,
});

/** Every text of every body, as the OpenAPI document lists them. */
export const fields: Record<string, Field> = {
  "createNovel title": novelField("title"),
  "createNovel premise": novelField("premise"),
  "createNovel genre": novelField("genre"),
  "createNovel subgenre": novelField("subgenre"),
  "changeNovel title": {
    method: "PATCH",
    path: (id) => `/api/novel/${id}`,
    json: (title) => ({ title }),
    kept: ({ title }) => title,
  },
  "editOutline chapters.0.title": outlineField("title"),
  "editOutline chapters.0.pointOfView": outlineField("pointOfView"),
  "editOutline chapters.0.summary": outlineField("summary"),
  "editOutline chapters.0.beats.0": {
    ...outlineField("title"),
    json: (text) => ({ chapters: [{ ...outlineChapters(1)[0], beats: [text] }] }),
    kept: ({ outline }) => outline?.chapters[0]?.beats[0],
  },
  "createSession code": {
    method: "POST",
    path: () => "/api/session",
    json: (code) => ({ code }),
    otherwise: 401,
  },
  "createApiKey owner": apiKeyField("owner"),
  "createApiKey expiresAt": apiKeyField("expiresAt"),
  ...Object.fromEntries(
    [
      "novel-create",
      "novel-read",
      "realtime-metrics",
      "admin-failure",
      "report",
      "socket-connect",
      "read",
      "write",
    ].map((name) => [`changeConfig rateLimits.${name}`, rate(name)]),
  ),
  "reportFromClient errors.0.name": browserError("name"),
  "reportFromClient errors.0.message": browserError("message"),
  "reportFromClient errors.0.stack": browserError("stack"),
  ...Object.fromEntries(
    ["blocked-uri", "effective-directive", "violated-directive"].map((name) => [
      `reportCspViolation csp-report.${name}`,
      violation((text) => ({ "csp-report": { [name]: text } })),
    ]),
  ),
  "reportCspViolation 0.type": violation((type) => [{ type, body: {} }]),
  ...Object.fromEntries(
    ["blockedURL", "effectiveDirective"].map((name) => [
      `reportCspViolation 0.body.${name}`,
      violation((text) => [{ type: "csp-violation", body: { [name]: text } }]),
    ]),
  ),
};

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/** The ways to all texts that a schema has, but for those that are one of a few words. */
export function textsOf(root: unknown, schema: Schema, way: readonly string[] = []): string[] {
  if (schema.$ref !== undefined) {
    const found = schema.$ref
      .slice(2)
      .split("/")
      .reduce((at, part) => (at as Record<string, unknown>)[part], root);
    return textsOf(root, found as Schema, way);
  }
  if (schema.enum !== undefined || schema.const !== undefined) return [];
  return [
    ...[schema.type].flat().flatMap((type) => (type === "string" ? [way.join(".")] : [])),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
      textsOf(root, one, [...way, name]),
    ),
    ...(schema.items === undefined ? [] : textsOf(root, schema.items, [...way, "0"])),
    ...(schema.anyOf ?? []).flatMap((one) => textsOf(root, one, way)),
  ];
}
