import { ask } from "./ask.ts";
import type { Target } from "./target.ts";

/** JSON Schema, as far as the API's document uses it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** One route of the API, after its own document. */
export interface Route {
  operationId: string;
  /** `POST` */
  method: string;
  /** `/api/novel/{id}` */
  path: string;
  parameters: { name: string; in: "path" | "query" | "header" | "cookie"; schema?: Schema }[];
  body: Schema | undefined;
}

interface Operation {
  operationId: string;
  parameters?: Route["parameters"];
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Api {
  routes: Route[];
  /** What a schema says that may be a reference. */
  resolve(schema: Schema): Schema;
}

/** Reads what the instance says of itself. */
export async function readApi(target: Target): Promise<Api> {
  const { text } = await ask(target.origin, "/openapi.json");
  const document = JSON.parse(text) as Document;
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, parameters = [], requestBody }]) => ({
      operationId,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content["application/json"]?.schema,
    })),
  );
  return {
    routes,
    resolve({ $ref, ...schema }) {
      if ($ref === undefined) return schema;
      const found = document.components?.schemas?.[$ref.split("/").at(-1) ?? ""];
      if (found === undefined) throw new Error(`the document does not say what ${$ref} is`);
      return found;
    },
  };
}
