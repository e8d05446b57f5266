import { isUtf8 } from "node:buffer";
import express, { type RequestHandler } from "express";
import { fieldPath } from "#/contract/describe-issue.ts";
import { maxBodyDepth } from "#/contract/max-body-depth.ts";
import { ProblemError } from "#/contract/problem.ts";
import { hasBody } from "#/http/has-body.ts";
import { findTooDeep, pathTo } from "./find-too-deep.ts";
import { locateSyntaxError } from "./locate-syntax-error.ts";

/** Under which types JSON is taken, and how many bytes of it. */
export interface BodyKind {
  types: readonly string[];
  maxBytes: number;
}

const usual: BodyKind = { types: ["application/json"], maxBytes: 1_000_000 };

/**
 * Reads a request's body, if it has one, as JSON, of at most 1 MB unless it is of another kind, into `req.body`: in UTF-8, and not
 * compressed. Fails with `unsupported-media-type`, `payload-too-large`, or `invalid-input` that says where the JSON breaks
 * or nests too deeply, and quotes nothing of it but names of fields.
 */
export function jsonBody({ types, maxBytes }: BodyKind = usual): RequestHandler {
  const parse = express.json({
    limit: maxBytes,
    strict: false,
    inflate: false,
    type: () => true,
    verify: (_req, _res, body, charset) => {
      assertUtf8(body, charset);
      assertShallow(body);
    },
  });
  return (req, res, next) => {
    if (!hasBody(req)) {
      next();
    } else if (req.is([...types]) === false) {
      const said = types.join(" or ");
      next(new ProblemError("unsupported-media-type", `The body must be ${said}.`));
    } else if (Number(req.headers["content-length"] ?? 0) > maxBytes) {
      next(tooLarge(maxBytes));
    } else {
      let settled = false;
      const settle = (error?: unknown) => {
        if (settled) return;
        settled = true;
        if (error === undefined) next();
        else next(describe(error as ParserError, maxBytes));
      };
      parse(req, res, settle);
      // The parser reads what is too long to its end before it says so.
      let bytes = 0;
      req.on("data", (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > maxBytes) settle(tooLarge(maxBytes));
      });
    }
  };
}

function assertUtf8(body: Buffer, charset: string): void {
  if (charset !== "utf-8") throw notUtf8Json();
  if (!isUtf8(body)) throw new ProblemError("invalid-input", "The body is not UTF-8.");
}

/** Before anything is made of it. */
function assertShallow(body: Buffer): void {
  const offset = findTooDeep(body, maxBodyDepth);
  if (offset === -1) return;
  const levels = `deeper than ${maxBodyDepth} levels`;
  const place = placeIn(body.toString("utf8", 0, offset));
  throw new ProblemError("invalid-input", `The body nests ${levels}: at ${place}.`, {
    errors: [{ path: fieldPath(pathTo(body, offset)), message: `must not nest ${levels}` }],
  });
}

function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError("payload-too-large", `The body is larger than ${maxBytes} bytes.`);
}

function notUtf8Json(): ProblemError {
  return new ProblemError(
    "unsupported-media-type",
    "The body must be JSON in UTF-8, not compressed.",
  );
}

type ParserError = { type?: unknown; body?: unknown; status?: number };

function describe(error: ParserError, maxBytes: number): unknown {
  if (error instanceof ProblemError) return error;
  switch (error.type) {
    case "entity.too.large":
      return tooLarge(maxBytes);
    case "encoding.unsupported":
    case "charset.unsupported":
      return notUtf8Json();
    case "entity.parse.failed":
      return new ProblemError("invalid-input", brokenAt(String(error.body)));
    case "request.aborted":
    case "request.size.invalid":
      return new ProblemError("invalid-input", "The body did not arrive whole.");
    default:
      if (error.status === undefined || error.status >= 500) return error;
      return new ProblemError("invalid-input", "The body cannot be read.");
  }
}

function brokenAt(text: string): string {
  const place = placeIn(text.slice(0, locateSyntaxError(text)));
  return `The body is not JSON: it breaks at ${place}.`;
}

/** Says where one is after `before`. */
function placeIn(before: string): string {
  const lines = before.split("\n");
  const column = (lines.at(-1) ?? "").length + 1;
  return `position ${before.length} (line ${lines.length}, column ${column})`;
}
