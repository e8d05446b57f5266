import fc from "fast-check";
import type { Api, Route, Schema } from "./api.ts";
import { hostileStrings } from "./hostile-strings.ts";

/** A request as it is to be sent. */
export interface Drawn {
  operationId: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What requests are made with, so that some of them are let in. */
export interface Pool {
  cookies: readonly string[];
  novels: readonly string[];
  tokens: { read: string; admin: string };
}

/** Any text, most of it harmless. */
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...hostileStrings) },
);

const anyJson = fc.oneof(
  anyText,
  fc.jsonValue({ depthSize: "small" }),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(null, true, [], {}, 0, -0, -1, 1e308, Number.MAX_SAFE_INTEGER + 2),
);

/** Requests to one route: most of them nearly right. */
export function drawRequest(api: Api, route: Route, pool: Pool): fc.Arbitrary<Drawn> {
  return fc.record({
    operationId: fc.constant(route.operationId),
    method: fc.constant(route.method),
    path: drawAddress(api, route, pool),
    headers: drawHeaders(api, route, pool),
    ...(route.body !== undefined && { body: drawBody(api, route.body) }),
  }) as fc.Arbitrary<Drawn>;
}

function drawAddress(api: Api, { path, parameters }: Route, pool: Pool): fc.Arbitrary<string> {
  const pieces = path.split(/(\{\w+\})/).map((piece) => {
    if (!piece.startsWith("{")) return fc.constant(piece);
    const wild = anyText.map((text) => encodeURIComponent(text.toWellFormed()));
    const right =
      piece === "{id}"
        ? fc.constantFrom(...pool.novels)
        : fc.integer({ min: 1, max: 3 }).map(String);
    return fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: wild });
  });
  const asked = parameters.filter((parameter) => parameter.in === "query");
  const known = asked.map(({ name, schema = {} }) =>
    fc
      .oneof({ weight: 4, arbitrary: fromSchema(api, schema) }, { weight: 1, arbitrary: anyText })
      .map((value) => [name, String(value)] as const),
  );
  const unknown = fc.tuple(anyText, anyText);
  const queries = fc.oneof(
    {
      weight: 6,
      arbitrary:
        known.length === 0
          ? fc.constant([])
          : fc.subarray(known).chain((some) => fc.tuple(...some)),
    },
    { weight: 1, arbitrary: fc.array(unknown, { maxLength: 3 }) },
  );
  return fc.tuple(fc.tuple(...pieces), queries).map(([parts, query]) => {
    const fields = query.map(([name, value]) =>
      [name, value].map((text) => encodeURIComponent(text.toWellFormed())).join("="),
    );
    return parts.join("") + (fields.length > 0 ? `?${fields.join("&")}` : "");
  });
}

/** Text that a header may hold: anything else no client sends. */
const headerText = anyText.map((text) => text.replaceAll(/[^\x21-\x7e]/g, "").slice(0, 200));

function drawHeaders(
  api: Api,
  { method, path, parameters }: Route,
  { cookies, tokens }: Pool,
): fc.Arbitrary<Record<string, string>> {
  const named = parameters.filter((parameter) => parameter.in === "header");
  // Who may set the limits or erase what all requests are made with has the run end early.
  const tame = method === "DELETE" || (method !== "GET" && /^\/internal\/[^{]*$/.test(path));
  const bearers = path.startsWith("/internal/")
    ? [tokens.read, ...(tame ? [] : [tokens.admin])]
    : [];
  const maybe = (arbitrary: fc.Arbitrary<string>, percent: number) =>
    fc.oneof(
      { weight: percent, arbitrary },
      { weight: 100 - percent, arbitrary: fc.constant(undefined) },
    );
  return fc
    .record({
      cookie: maybe(tame ? headerText : fc.constantFrom(...cookies), 90),
      authorization: maybe(
        bearers.length > 0
          ? fc.constantFrom(...bearers.map((token) => `Bearer ${token}`))
          : headerText,
        bearers.length > 0 ? 90 : 5,
      ),
      "content-type": fc.oneof(
        { weight: 20, arbitrary: fc.constant("application/json") },
        { weight: 1, arbitrary: headerText },
      ),
      "x-request-id": maybe(headerText, 20),
      traceparent: maybe(
        fc.oneof(headerText, fc.constant(`00-${"a".repeat(32)}-${"b".repeat(16)}-01`)),
        20,
      ),
      accept: maybe(headerText, 15),
      "if-match": maybe(headerText, 8),
      "if-none-match": maybe(headerText, 8),
      "accept-encoding": maybe(headerText, 8),
      "content-encoding": maybe(headerText, 4),
      range: maybe(headerText, 8),
      origin: maybe(headerText, 4),
      ...Object.fromEntries(
        named.map(({ name, schema = {} }) => [
          name.toLowerCase(),
          maybe(
            fc.oneof(
              headerText,
              fromSchema(api, schema).map((value) => String(value).replaceAll(/[^\x21-\x7e]/g, "")),
            ),
            50,
          ),
        ]),
      ),
    })
    .map(
      (headers) =>
        Object.fromEntries(
          Object.entries(headers).filter(([, value]) => value !== undefined && value !== ""),
        ) as Record<string, string>,
    );
}

function drawBody(api: Api, schema: Schema): fc.Arbitrary<string | undefined> {
  const right = fromSchema(api, schema);
  const spoilt = fc.tuple(right, anyText, anyJson, fc.nat()).map(([value, name, other, at]) => {
    if (typeof value !== "object" || value === null) return other;
    const names = Object.keys(value);
    const changed = names.length > 0 && at % 3 > 0 ? names[at % names.length]! : name;
    return { ...value, [changed]: other };
  });
  return fc.oneof(
    { weight: 12, arbitrary: right.map((value) => JSON.stringify(value)) },
    { weight: 6, arbitrary: spoilt.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: anyText },
    { weight: 1, arbitrary: right.map((value) => JSON.stringify(value).slice(0, -1)) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** Values that a schema allows, of those that cost least. */
function fromSchema(api: Api, reference: Schema): fc.Arbitrary<unknown> {
  const schema = api.resolve(reference);
  const { enum: values, anyOf, oneOf, minimum = 0, maximum = 1e6, minLength = 0 } = schema;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (values !== undefined) return fc.constantFrom(...values);
  const either = anyOf ?? oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one) => fromSchema(api, one)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, one]) => [
            name,
            fromSchema(api, one),
          ]),
        ),
        { requiredKeys: schema.required ?? [] },
      );
    case "array":
      return fc.array(fromSchema(api, schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, (schema.minItems ?? 0) + 4),
      });
    case "integer":
      return fc.oneof(
        {
          weight: 9,
          arbitrary: fc.integer({
            min: minimum,
            max: Math.min(maximum, minimum + 3 + minimum * 2),
          }),
        },
        { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
      );
    case "number":
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "string":
      return fc
        .string({ unit: "grapheme", minLength: Math.max(minLength, 1), maxLength: minLength + 20 })
        .map((text) => text.slice(0, schema.maxLength ?? 1_000));
    default:
      return anyJson;
  }
}
