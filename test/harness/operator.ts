/** The variable that lets `operate` in. */
export const operatorEnv = { ADMIN_TOKENS: `ops:admin:${"o".repeat(32)}` };

/** Whoever bears the admin token of `operatorEnv`, at the Colophon at `url`. */
export function operate(url: string) {
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${url}/internal${path}`, {
      method,
      headers: {
        authorization: `Bearer ${"o".repeat(32)}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Asks for what must be given, and reads it. */
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await send(method, path, body);
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  return { send, ask };
}
