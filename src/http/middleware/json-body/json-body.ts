import express, { type RequestHandler } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { locateSyntaxError } from "./locate-syntax-error.ts";

const maxBytes = 1_000_000;

/**
 * Reads a request's body, if it has one, as JSON of at most 1 MB into `req.body`. Fails with
 * `unsupported-media-type`, `payload-too-large`, or `invalid-input` that says where the JSON breaks
 * and quotes nothing of it.
 */
export function jsonBody(): RequestHandler {
  const parse = express.json({ limit: maxBytes, strict: false, type: () => true });
  return (req, res, next) => {
    const length = req.headers["content-length"];
    const hasBody = req.headers["transfer-encoding"] !== undefined || Number(length ?? 0) > 0;
    if (!hasBody) {
      next();
    } else if (req.is("application/json") === false) {
      next(new ProblemError("unsupported-media-type", "The body must be application/json."));
    } else {
      parse(req, res, (error?: unknown) => {
        if (error === undefined) next();
        else next(describe(error as { type?: unknown; body?: unknown }));
      });
    }
  };
}

function describe(error: { type?: unknown; body?: unknown }): unknown {
  switch (error.type) {
    case "entity.too.large":
      return new ProblemError("payload-too-large", `The body is larger than ${maxBytes} bytes.`);
    case "encoding.unsupported":
    case "charset.unsupported":
      return new ProblemError("unsupported-media-type", "The body must be JSON in UTF-8.");
    case "entity.parse.failed":
      return new ProblemError("invalid-input", brokenAt(String(error.body)));
    case "request.aborted":
    case "request.size.invalid":
      return new ProblemError("invalid-input", "The body did not arrive whole.");
    default:
      return error;
  }
}

function brokenAt(text: string): string {
  const offset = locateSyntaxError(text);
  const before = text.slice(0, offset).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  return `The body is not JSON: it breaks at position ${offset} (line ${before.length}, column ${column}).`;
}
