import type { ErrorCode, FieldError, Problem } from "#/contract/problem.ts";

/**
 * A request that came to nothing: the server's problem in its own words, or `unreachable` when no
 * answer came. `errors` names wrong fields; `retryAfterSeconds` is what the server asked for.
 */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: ErrorCode | "unreachable";
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode | "unreachable",
    message: string,
    options: { errors?: readonly FieldError[]; retryAfterSeconds?: number | null } = {},
  ) {
    super(message);
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** The same for everybody: it neither brings a session nor waits for one. */
  anonymous?: boolean;
  /** It brings a secret of its own: that it is unauthorized says nothing of the session. */
  withSecret?: boolean;
}

/** Asks the server and resolves with the JSON of its answer. Throws `RequestError` and nothing else. */
export type Request = <T>(path: string, options?: RequestOptions) => Promise<T>;

/**
 * Requests to our own server. The first one that is not anonymous goes alone: its answer brings a new
 * visitor's session, and two at once would bring two of them. `onRefused` hears of each whose session was not taken.
 */
export function createRequest(
  fetch: typeof globalThis.fetch,
  onRefused: () => void = () => {},
): Request {
  let first: Promise<unknown> | undefined;

  return async <T>(path: string, options: RequestOptions = {}) => {
    const { method = "GET", body, headers, anonymous = false, withSecret = false } = options;
    const send = () =>
      fetch(path, {
        method,
        headers: {
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
    const sent = anonymous || first === undefined ? send() : first.then(send);
    if (!anonymous) first ??= sent.catch(() => null);
    const response = await sent.catch(() => {
      throw new RequestError(
        "unreachable",
        "The server cannot be reached. Nothing is lost: try again.",
      );
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.status === 401 && !withSecret) onRefused();
    if (!response.ok) throw refusal(response, answer);
    return answer as T;
  };
}

function refusal(response: Response, answer: unknown): RequestError {
  const { code = "internal", detail, errors = [] } = (answer ?? {}) as Partial<Problem>;
  const retryAfter = Number(response.headers.get("retry-after"));
  return new RequestError(code, detail ?? `The server answered ${response.status}.`, {
    errors,
    retryAfterSeconds: retryAfter > 0 ? retryAfter : null,
  });
}
