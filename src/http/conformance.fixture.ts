import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
}

/** Holds answers against an OpenAPI document, more strictly than clients should: with every schema closed. */
export function createConformance(document: unknown) {
  const closed = close(document) as Document;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(closed, "api");
  const validators = new Map<string, ValidateFunction>();
  const paths = Object.keys(closed.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll(".", "[.]").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  }));
  const seen = new Set<string>();

  return {
    document: closed,
    /** Operations and statuses that were answered so far: `getNovel 200`. */
    seen,
    /** Throws when the answer is none that the document knows. */
    check(method: string, target: string, answer: Answer): void {
      const { pathname } = new URL(target, "http://localhost");
      const path = paths.find(({ pattern }) => pattern.test(pathname))?.path;
      if (path === undefined || method === "OPTIONS") return;
      const verb = method === "HEAD" ? "get" : method.toLowerCase();
      const operation = closed.paths[path]?.[verb];
      const what = `${method} ${pathname} ${answer.status}`;
      if (operation === undefined) {
        if (answer.status !== 405) throw new Error(`${what}: not documented, and not refused`);
        return;
      }
      const content = operation.responses[answer.status]?.content;
      if (content === undefined) throw new Error(`${what}: not documented\n${answer.text}`);
      seen.add(`${operation.operationId} ${answer.status}`);
      const type = answer.headers.get("content-type") ?? "";
      if (content[type] === undefined) throw new Error(`${what}: ${type} is not documented`);
      if (method === "HEAD" || !type.endsWith("json")) return;
      const pointer = ["paths", path, verb, "responses", answer.status, "content", type, "schema"];
      const ref = `api#/${pointer.map((part) => escapePointer(`${part}`)).join("/")}`;
      const validate = validators.get(ref) ?? ajv.compile({ $ref: ref });
      validators.set(ref, validate);
      if (!validate(JSON.parse(answer.text)))
        throw new Error(`${what}: ${ajv.errorsText(validate.errors)}\n${answer.text}`);
    },
  };
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}

/** A copy in which no schema with properties allows others, unless it says so. */
function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) copy[key] = close(part);
  if ("properties" in copy && !("additionalProperties" in copy))
    copy["additionalProperties"] = false;
  return copy;
}
