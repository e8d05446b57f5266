/** A refusal in either of the forms that there are. */
interface Told {
  code?: unknown;
  message?: unknown;
}

/** What Socket.IO tells of a connection that came to nothing, as far as the server's reason may be in it. */
export interface ConnectError {
  /** Of a refusal that came over the connection. */
  data?: Told;
  /** Of one that came before there was any: the answer to a polling request. A WebSocket's is shown to nobody. */
  context?: { responseText?: unknown };
}

/** The code with which the server, or a proxy before it, refused a connection; undefined where it said none. */
export function refusalOf({ data, context }: ConnectError): string | undefined {
  const { code, message } = data ?? answerIn(context?.responseText);
  const told = typeof code === "string" ? code : message;
  return typeof told === "string" ? told : undefined;
}

/** A problem, or what Engine.IO makes of one: a number of its own for `code`, and our code as `message`. */
function answerIn(text: unknown): Told {
  try {
    return typeof text === "string" ? ((JSON.parse(text) as object | null) ?? {}) : {};
  } catch {
    return {};
  }
}
