import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange } from "./evidence.ts";

/** A process that can be asked. */
export interface Place {
  /** The life that listens there. */
  life: string;
  url: string;
}

export interface Asking {
  method?: string;
  /** The pattern that has to answer. */
  route: string;
  /** Where it differs from the route. */
  path?: string;
  headers?: Record<string, string>;
  /** Sent as it is; as JSON where it is no text. */
  body?: unknown;
  novelId?: string;
  /** Whether the sender leaves in the middle of the body. */
  leaves?: boolean;
  final?: boolean;
}

export interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** How long who leaves waits before: the head of the request has arrived by then. */
const beforeLeavingMs = 100;

/** Sends requests as one visitor and keeps a record of each. */
export class Caller {
  readonly exchanges: Exchange[] = [];
  readonly #prefix: string;
  readonly #agent = new Agent({ keepAlive: true });
  #cookie = "";
  #count = 0;

  /** `prefix` begins the ids of its requests. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /** Sends a request; rejects when no answer comes, but where the sender leaves. */
  async ask(place: Place, asking: Asking): Promise<Answer> {
    const { method = "GET", route, path = route, novelId, body, final = false } = asking;
    this.#count += 1;
    const requestId = `${this.#prefix}-${this.#count}`;
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const headers = {
      "x-request-id": requestId,
      ...(this.#cookie === "" ? {} : { cookie: this.#cookie }),
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...(text === undefined ? {} : { "content-length": `${Buffer.byteLength(text)}` }),
      ...asking.headers,
    };
    const exchange: Exchange = {
      requestId,
      life: place.life,
      method,
      route,
      status: null,
      bytes: 0,
      traceId: null,
      spanId: null,
      problem: null,
      novelId: novelId ?? null,
      stray: false,
      final,
    };
    this.exchanges.push(exchange);
    const answer = await this.#send(`${place.url}${path}`, { method, headers, text, asking });
    if (answer !== undefined) note(exchange, answer);
    const cookie = answer?.headers["set-cookie"]?.[0]?.split(";")[0];
    if (cookie !== undefined) this.#cookie = cookie;
    return answer ?? { status: 0, headers: {}, text: "" };
  }

  /** Sends bytes that are no request of the app, and waits for the answer and the end. */
  async sendBytes(place: Place, bytes: string, expected: { method: string; route: string }) {
    const { hostname, port } = new URL(place.url);
    const socket = connect(Number(port), hostname);
    socket.write(bytes);
    let text = "";
    for await (const part of socket.setEncoding("utf8")) text += part as string;
    const [head = "", body = ""] = text.split("\r\n\r\n");
    const lines = head.split("\r\n").slice(1);
    const headers = Object.fromEntries(lines.map((line) => line.split(": ") as [string, string]));
    const exchange: Exchange = {
      requestId: "",
      life: place.life,
      ...expected,
      status: null,
      bytes: 0,
      traceId: null,
      spanId: null,
      problem: null,
      novelId: null,
      stray: true,
      final: false,
    };
    note(exchange, { status: Number(head.split(" ")[1]), headers, text: body });
    this.exchanges.push(exchange);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(
    url: string,
    sending: {
      method: string;
      headers: Record<string, string>;
      text: string | undefined;
      asking: Asking;
    },
  ): Promise<Answer | undefined> {
    const { method, headers, text, asking } = sending;
    const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
    const sent = request(url, { method, headers, agent: this.#agent });
    sent.on("response", (response) => {
      let received = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (received += part));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received });
      });
    });
    if (asking.leaves === true) {
      sent.on("error", () => resolve(undefined));
      sent.write(text?.slice(0, text.length / 2));
      void sleep(beforeLeavingMs).then(() => sent.destroy());
    } else {
      sent.on("error", reject);
      sent.end(text);
    }
    return promise;
  }
}

/** Writes down what an answer says of itself. */
function note(exchange: Exchange, { status, headers, text }: Answer): void {
  exchange.status = status;
  exchange.bytes = Buffer.byteLength(text);
  exchange.requestId = headers["x-request-id"] as string;
  const [, traceId = null, spanId = null] = String(headers["traceresponse"]).split("-");
  exchange.traceId = traceId;
  exchange.spanId = spanId;
  if (headers["content-type"]?.startsWith("application/problem+json") === true && text !== "")
    exchange.problem = JSON.parse(text) as Exchange["problem"];
}
