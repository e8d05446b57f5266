import { once } from "node:events";
import {
  Agent as PlainAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  request as plainRequest,
} from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { text } from "node:stream/consumers";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Question {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as it is; what is no string, as JSON. */
  body?: unknown;
  /** The loopback address to come from. */
  from?: string;
}

const withinMs = 20_000;
const agents = {
  "http:": new PlainAgent({ keepAlive: true, maxSockets: 32 }),
  // The certificate was made a moment ago, by nobody.
  "https:": new TlsAgent({ keepAlive: true, maxSockets: 32, rejectUnauthorized: false }),
};

/** Sends a request, its `path` as it stands, and resolves with the whole answer; rejects when none comes. */
export async function ask(base: string, path: string, question: Question = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, from } = question;
  const content =
    body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  const sent = request(base, path, {
    method,
    headers: {
      ...(content !== undefined && {
        "content-type": "application/json",
        "content-length": `${Buffer.byteLength(content)}`,
      }),
      ...headers,
    },
    ...(from !== undefined && { localAddress: from }),
  });
  sent.end(content);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await text(response),
  };
}

/** What an answer says, without what is another each time. */
export function wordsOf({ text: words }: Answer): string {
  return words.replace(/"requestId":"[^"]+","traceId":"[^"]+"/, "");
}

/** Asks to speak as a WebSocket would; resolves with 101 where that is granted, else with the refusal's status. */
export async function upgrade(
  base: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const sent = request(base, path, {
    agent: false,
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "c2l4dGVlbiBieXRlcyBsbw==",
      "sec-websocket-version": "13",
      ...headers,
    },
  });
  sent.end();
  const granted = Promise.withResolvers<number>();
  sent.on("upgrade", (_response, socket) => {
    socket.destroy();
    granted.resolve(101);
  });
  sent.on("response", (response) => {
    response.resume();
    granted.resolve(response.statusCode ?? 0);
  });
  sent.on("error", granted.reject);
  return granted.promise;
}

/** A request that is not sent yet. */
export function request(base: string, path: string, options: RequestOptions) {
  const { protocol, hostname, port } = new URL(base);
  const send = protocol === "https:" ? tlsRequest : plainRequest;
  const sent = send({
    hostname,
    port,
    path,
    agent: agents[protocol as keyof typeof agents],
    timeout: withinMs,
    ...(protocol === "https:" && { rejectUnauthorized: false }),
    ...options,
  });
  sent.on("timeout", () => {
    sent.destroy(new Error(`no answer to ${path} within ${withinMs} ms`));
  });
  return sent;
}
