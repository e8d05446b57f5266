import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { ModelError, type ModelErrorKind } from "#/ports/language-model.ts";

/**
 * Tells the kinds of failure of an OpenAI-compatible endpoint apart by HTTP status and error code.
 * What the provider said is kept apart, scrubbed and shortened: some repeat the key that they refuse, or the prompt.
 */
export function toModelError(
  error: unknown,
  scrub: (text: string) => string = (text) => text,
): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof APIConnectionError)
    return (
      ourOwn(error) ??
      new ModelError("unavailable", "the model's server cannot be reached", {
        cause: error,
        promptSent: wasConnected(error),
      })
    );
  if (!(error instanceof APIError))
    return new ModelError("unavailable", "the answer could not be read", {
      cause: error,
      promptSent: true,
    });
  return new ModelError(kindOf(error), inOurWords(error), {
    cause: error,
    said: shorten(scrub(error.message)),
    retryAfterMs: retryAfterMs(error.headers as Headers | undefined),
    // Only an error inside a stream has no status.
    promptSent: error.status === undefined,
  });
}

/** What kept us from asking, where that was no failure of the network's. */
function ourOwn({ cause }: Error): ModelError | undefined {
  for (let at = cause; at instanceof Error; at = at.cause) if (at instanceof ModelError) return at;
  return undefined;
}

const brokenLater = /^(?:ECONNRESET|EPIPE|UND_ERR_(?:SOCKET|HEADERS_TIMEOUT|BODY_TIMEOUT))$/;

/** Whether the connection stood before it failed, so that the request may have been read. */
function wasConnected(error: APIConnectionError): boolean {
  if (error instanceof APIConnectionTimeoutError) return true;
  for (let at: unknown = error.cause; at instanceof Error; at = at.cause)
    if ("code" in at && typeof at.code === "string") return brokenLater.test(at.code);
  return false;
}

/** The client types these fields `any`. */
type ProviderError = Pick<APIError, "status" | "code" | "type" | "error">;

const unauthorizedCode = /^(?:insufficient_quota|invalid_api_key)$/;
const refusedCode = /^(?:context_length_exceeded|invalid_request_error|content_policy\w*)$/;
// As OpenAI, Azure and OpenRouter spell theirs; of another form it may be anything.
const documentedCode = /^[a-z]+(?:_[a-z]+){0,5}$/i;

function kindOf({ status, code, type, error }: ProviderError): ModelErrorKind {
  const names = [code, type].filter((name) => typeof name === "string");
  const named = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (named(unauthorizedCode)) return "unauthorized";
  // An error that comes inside a stream has no status of its own.
  if (status === undefined) return named(refusedCode) ? "refused" : "unavailable";
  if (status === 401 || status === 402) return "unauthorized";
  // Without the provider's error they come from a proxy, or while the server behind it restarts.
  if (status === 403 || status === 404) return error === undefined ? "unavailable" : "unauthorized";
  if (status === 408 || status === 409 || status === 429 || status >= 500) return "unavailable";
  return "refused";
}

/** What happened, without a word that the provider may have taken from the prompt. */
function inOurWords({ status, code, type }: ProviderError): string {
  const codes = [code, type].filter(
    (name) => typeof name === "string" && documentedCode.test(name),
  );
  const named = codes.length === 0 ? "" : ` (${codes[0]})`;
  return status === undefined
    ? `the model's server ended its answer with an error${named}`
    : `the model's server answered ${status}${named}`;
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 §10.2.3); null when absent or unreadable. */
export function retryAfterMs(headers: Headers | undefined): number | null {
  const value = headers?.get("retry-after");
  if (value === null || value === undefined) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

function shorten(message: string): string {
  const line = message.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
