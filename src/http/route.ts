import type { Request } from "express";
import { z } from "zod";
import type { ErrorCode } from "#/contract/problem.ts";
import type { Admin } from "#/domain/identify-admin.ts";
import type { SessionName } from "#/ports/store/accounts.ts";
import type { NovelRecord } from "#/ports/store/novels.ts";
import type { Exchange } from "./exchange.ts";
import type { BodyKind } from "./middleware/json-body/json-body.ts";
import {
  type RawRequest,
  type RequestSchemas,
  createValidation,
} from "./middleware/validation/validation.ts";
import { emptyBody } from "./routes/novel-params.ts";

/** What the gate lets a handler have, by the access that its route declares. */
interface Granted {
  /** Anybody; no session is read or made. */
  public: object;
  /** Whoever bears the metrics token. */
  metrics: object;
  /** Anybody, under the owner that the session names. */
  owner: { owner: string };
  /** The same, and no program with a key: these are a person's own affairs. */
  session: { session: SessionName };
  /** The owner of the novel `:id`; to anybody else it is not there. */
  novel: { owner: string; novel: NovelRecord };
  /** Whoever bears an admin token. */
  "admin:read": { admin: Admin };
  /** Whoever bears one of scope `admin`. */
  "admin:admin": { admin: Admin };
}

export type Access = keyof Granted;

/** What came of the gate, before the route's type says which of it is there. */
export interface Grant {
  owner?: string;
  session?: SessionName;
  novel?: NovelRecord;
  admin?: Admin;
}

/** An answer: JSON, or text of a type. */
export type Reply = {
  status?: number;
  headers?: Readonly<Record<string, string>>;
} & ({ json: unknown } | { text: string; type: string; attachment?: string });

/** What the OpenAPI document says of an answer; JSON where there is a schema. */
export type ResponseSpec = {
  description: string;
  headers?: Readonly<Record<string, string>>;
} & ({ schema: z.ZodType } | { types: readonly string[] });

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface Call<P, Q, H, B> {
  params: Parsed<P>;
  query: Parsed<Q>;
  headers: Parsed<H>;
  body: Parsed<B>;
  exchange: Exchange;
  /** The request itself, for what no schema describes. */
  req: Request;
}

export type Method = "get" | "post" | "put" | "patch" | "delete";

interface Description {
  method: Method;
  /** An Express path: `/api/novel/:id`. */
  path: string;
  operationId: string;
  summary: string;
  tags: readonly string[];
  access: Access;
  /** What its body may be, where that is not `application/json` of at most 1 MB. */
  bodies?: BodyKind;
  responses: Readonly<Record<number, ResponseSpec>>;
  /** Error codes beside those that its parts and its access bring with them. */
  problems?: readonly ErrorCode[];
}

/** An entry of the route table: Express and the OpenAPI document are built from nothing else. */
export interface Route extends Description {
  schemas: RequestSchemas;
  validate(raw: RawRequest): RawRequest;
  answer(
    parsed: RawRequest,
    grant: Grant,
    context: { exchange: Exchange; req: Request },
  ): Promise<Reply>;
}

/**
 * Makes an entry of the route table. `handle` gets the parsed parts that the schemas ask for
 * (unknown fields of strict ones are refused, and so is any query or body without a schema) and what the access grants.
 */
export function defineRoute<
  A extends Access,
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  H extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  spec: Description & {
    access: A;
    params?: P;
    query?: Q;
    headers?: H;
    body?: B;
    handle: (call: Call<P, Q, H, B> & Granted[A]) => Promise<Reply> | Reply;
  },
): Route {
  const { params, query = z.strictObject({}), headers, body, handle, ...description } = spec;
  const schemas: RequestSchemas = { params, query, headers, body };
  return {
    ...description,
    schemas,
    // A route that asks for no body takes none, but for an empty object.
    validate: createValidation({ ...schemas, body: body ?? emptyBody }),
    // The one place where what the schemas and the gate made gets its type back.
    answer: async (parsed, grant, context) =>
      handle({ ...parsed, ...grant, ...context } as Call<P, Q, H, B> & Granted[A]),
  };
}
